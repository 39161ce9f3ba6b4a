using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Passages;

/// <summary>Runs a stage of the catalogue in memory.</summary>
internal static class PassageRun
{
    internal static Task<StageRun<Document>> Of(string stage, object options, params IReadOnlyList<Document> documents) => Of(stage, options, [InputRecords.Of("web", documents)], StageRunnerOptions.Default);

    internal static async Task<StageRun<Document>> Of(string stage, object options, IReadOnlyList<StageInputRecords<Document>> inputs, StageRunnerOptions runner)
    {
        var setup = InMemorySetup.For(inputs);
        var made = Steps.StageEntry(stage).Create(options, setup);
        setup.Faults.ThrowIfAny();
        return await StageRunner.RunAsync(made, inputs, runner);
    }

    internal static StageInputRecords<Document> None => new("web", DatasetSchema.Of(RecordType.Document), []);

    internal static Document Document(string id, string text) => new(id, Utf8Text.From(text), "web");

    internal static string TextOf(StageRun<Document> run, string id) => run.Records.Single(r => r.Id == id).Text.ToString();
}
