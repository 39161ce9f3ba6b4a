using DataPipe.Core.Records;
using DataPipe.Curation.Mixing;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Mixing;

/// <summary>Runs the stage in memory.</summary>
internal static class MixRun
{
    internal static async Task<StageRun<Document>> Of(MixOptions options, IReadOnlyList<StageInputRecords<Document>> inputs, StageRunnerOptions runner)
    {
        var setup = InMemorySetup.For(inputs);
        var stage = MixStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        return await StageRunner.RunAsync(stage, inputs, runner);
    }

    internal static Task<StageRun<Document>> Of(MixOptions options, params IReadOnlyList<StageInputRecords<Document>> inputs) => Of(options, inputs, StageRunnerOptions.Default);

    /// <summary>A dataset whose documents have from 1 to 20 tokens.</summary>
    internal static StageInputRecords<Document> Dataset(string name, int documents) => InputRecords.Of(
        name, [.. Enumerable.Range(0, documents).Select(i => new Document($"{name}-{i}", Utf8Text.From(string.Join(' ', Enumerable.Repeat(name, 1 + i % 20))), name))]);

    internal static Dictionary<string, double> Shares(params (string Name, double Share)[] shares) => shares.ToDictionary(s => s.Name, s => s.Share);

    /// <summary>Tokens of a source in a mixture.</summary>
    internal static double Tokens(StageRun<Document> run, string source) => run.Records.Where(r => r.Source == source).Sum(r => r.Tokens);
}
