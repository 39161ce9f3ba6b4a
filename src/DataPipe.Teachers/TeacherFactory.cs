using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers;

/// <summary>Makes the teacher that options describe: the one place that knows all kinds.</summary>
public static class TeacherFactory
{
    /// <summary>The kinds of teacher there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["simulated", "openai", "azure-openai"];

    /// <summary>Makes a teacher; nothing is sent yet. Dispose of it where it is <see cref="IDisposable"/>. Throws <see cref="TeacherConfigurationException"/> with cause and remedy.</summary>
    /// <param name="options">Which teacher and how patiently to ask it.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set. Keys come from here alone.</param>
    /// <param name="time">The clock of timeouts and waits.</param>
    public static ITeacher Create(TeacherOptions options, Func<string, string?> environment, TimeProvider time)
    {
        TeacherOptionRules.Check(options);
        return options.Kind switch
        {
            "simulated" when options.Model == SimulatedTeacher.ModelName => new SimulatedTeacher(options.Seed),
            "simulated" => throw new TeacherConfigurationException(
                nameof(options.Model), $"There is no simulated model '{options.Model}'.", $"Name it {SimulatedTeacher.ModelName}, or choose another kind."),
            "openai" or "azure-openai" => new ResilientTeacher(new OpenAiTeacher(options, environment, time), options, time),
            _ => throw new TeacherConfigurationException(
                nameof(options.Kind), $"Unknown kind of teacher '{options.Kind}'.", $"Choose one of {string.Join(", ", Kinds)}."),
        };
    }
}
