using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Substrings;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Substrings;

/// <summary>Runs the stage in memory.</summary>
internal static class SubstringRun
{
    internal static Task<StageRun<Document>> Of(SubstringOptions options, params IReadOnlyList<Document> documents) => Of(options, [InputRecords.Of("web", documents)], StageRunnerOptions.Default);

    internal static async Task<StageRun<Document>> Of(SubstringOptions options, IReadOnlyList<StageInputRecords<Document>> inputs, StageRunnerOptions runner, params IReadOnlyList<StepUse> steps)
    {
        var setup = InMemorySetup.For(inputs);
        setup.Steps = steps;
        var stage = SubstringStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        return await StageRunner.RunAsync(stage, inputs, runner);
    }

    /// <summary>What stays, by id.</summary>
    internal static IReadOnlyDictionary<string, string> Texts(StageRun<Document> run) => run.Records.ToDictionary(d => d.Id, d => d.Text.ToString());
}
