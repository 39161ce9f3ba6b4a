using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Dedup;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Dedup;

/// <summary>Runs the stage in memory.</summary>
internal static class DedupRun
{
    internal static Task<StageRun<Document>> Of(DedupOptions options, params IReadOnlyList<Document> documents) => Of(options, [InputRecords.Of("web", documents)]);

    internal static Task<StageRun<Document>> Of(DedupOptions options, IReadOnlyList<StageInputRecords<Document>> inputs) => Of(options, inputs, [], StageRunnerOptions.Default);

    internal static async Task<StageRun<Document>> Of(
        DedupOptions options, IReadOnlyList<StageInputRecords<Document>> inputs, IReadOnlyList<StepUse> steps, StageRunnerOptions runner)
    {
        var setup = InMemorySetup.For(inputs);
        setup.Steps = steps;
        var stage = DedupStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        return await StageRunner.RunAsync(stage, inputs, runner);
    }

    /// <summary>Ids that stay, sorted.</summary>
    internal static IReadOnlyList<string> Kept(StageRun<Document> run) => [.. run.Ids.Order(StringComparer.Ordinal)];
}
