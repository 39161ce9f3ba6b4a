using DataPipe.Core.Catalogues;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Asking;

/// <summary>A teacher as a stage's options name it.</summary>
/// <param name="Name">Its name in the pipeline's <c>teachers</c>.</param>
/// <param name="Options">How it is reached.</param>
public sealed record TeacherUse(string Name, TeacherOptions Options)
{
    /// <summary>The stage that asks it.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Whether it is asked by batch, so that who asks waits for hours and many should ask together.</summary>
    public bool InBatches => Options.Batch is not null;

    /// <summary>Requests that a task keeps under way at most: one by one as many as the teacher takes, by batch as many as a batch takes.</summary>
    public int MaxConcurrency => Math.Max(1, Options.Batch?.MaxRequests ?? Options.MaxConcurrency);

    /// <summary>Section of a pipeline that names teachers.</summary>
    public const string Section = "teachers";

    /// <summary>Finds a teacher by name; an unknown one, or one whose options cannot work, is a fault of the setup (DP5000).</summary>
    public static TeacherUse Find(IStageSetup setup, string name, string option)
    {
        var options = setup.Resource<TeacherOptions>(Section, name, option) ?? new TeacherOptions();
        try
        {
            TeacherFactory.Check(options);
        }
        catch (TeacherConfigurationException mistake)
        {
            setup.Faults.Add("DP5000", $"teacher '{name}' cannot be used: {mistake.Message}", setup.At(option));
        }

        return new TeacherUse(name, options) { Stage = setup.Stage };
    }
}
