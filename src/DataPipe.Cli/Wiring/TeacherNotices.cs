using DataPipe.Execution.Pipelines;
using DataPipe.Teachers;

namespace DataPipe.Cli.Wiring;

/// <summary>What a user must know of a pipeline's teachers before it runs.</summary>
internal static class TeacherNotices
{
    private const string Simulated = "simulated";

    /// <summary>One line that names the simulated teachers in use and the switch that puts a real one there; null when there is none.</summary>
    public static string? Of(BoundPipeline pipeline)
    {
        var simulated = pipeline.Resources.Where(r => r.Options is TeacherOptions { Kind: Simulated }).Select(r => r.Name).ToArray();
        return simulated.Length == 0
            ? null
            : $"simulated teachers ({string.Join(", ", simulated)}): what they write shows that the machinery runs and teaches nothing; for real ones "
                + $"{string.Join(' ', simulated.Select(n => $"--set 'teachers.{n}={{kind: openai, model: MODEL}}'"))}, key in OPENAI_API_KEY";
    }
}
