using DataPipe.Execution.Pipelines;
using DataPipe.Teachers;

namespace DataPipe.Cli.Wiring;

/// <summary>What a user must know of a pipeline's teachers before it runs.</summary>
internal static class TeacherNotices
{
    private const string Simulated = "simulated";

    public static IEnumerable<string> Of(BoundPipeline pipeline)
    {
        foreach (var resource in pipeline.Resources)
            if (resource.Options is TeacherOptions { Kind: Simulated })
                yield return $"teacher '{resource.Name}' is simulated: what it writes shows the machinery and teaches nothing. "
                    + $"For a real one: --set teachers.{resource.Name}.kind=openai --set teachers.{resource.Name}.model=MODEL (key in OPENAI_API_KEY)";
    }
}
