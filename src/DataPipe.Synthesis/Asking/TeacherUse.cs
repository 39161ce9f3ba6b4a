using DataPipe.Core.Catalogues;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Asking;

/// <summary>A teacher as a stage's options name it.</summary>
/// <param name="Name">Its name in the pipeline's <c>teachers</c>.</param>
/// <param name="Options">How it is reached.</param>
public sealed record TeacherUse(string Name, TeacherOptions Options)
{
    /// <summary>Section of a pipeline that names teachers.</summary>
    public const string Section = "teachers";

    /// <summary>Finds a teacher by name; an unknown one is a fault of the setup.</summary>
    public static TeacherUse Find(IStageSetup setup, string name, string option) =>
        new(name, setup.Resource<TeacherOptions>(Section, name, option) ?? new TeacherOptions());
}
