using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;

namespace DataPipe.Cli.Costing;

/// <summary>What a stage will read, before it runs: datasets that are done, and for sources that are not the files that they will read.</summary>
/// <param name="stage">The stage.</param>
/// <param name="receipts">Receipts of the datasets that are done, by stage; null for others.</param>
/// <param name="setting">The run.</param>
internal sealed class PlannedInputs(BoundStage stage, IReadOnlyDictionary<string, DatasetReceipt?> receipts, TaskSetting setting) : IInputRecords
{
    /// <summary>The datasets; null when one is neither done nor to be looked at before.</summary>
    public IReadOnlyList<StageInput>? Datasets()
    {
        List<StageInput> datasets = [];
        foreach (var input in stage.Inputs)
        {
            IReadOnlyList<Shard> shards;
            if (receipts[input.Name] is { } receipt) shards = receipt.Shards;
            else if (input.Stage is IPreviewStage<Sample> { CanPreview: true }) shards = [.. input.Stage.Plan([]).SelectMany(p => p.Tasks).SelectMany(t => t.Inputs).Select(i => i.Shard).DistinctBy(s => s.Name)];
            else return null;
            datasets.Add(new StageInput(input.Name, input.Output, shards));
        }

        return datasets;
    }

    public IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, CancellationToken cancellation) where T : class, IRecord<T>
    {
        var source = stage.Inputs[input.Dataset];
        return receipts[source.Name] is null && source.Stage is IPreviewStage<T> preview
            ? preview.PreviewAsync(input.Shard.Name, setting.Files.OpenReadAsync, cancellation)
            : setting.Formats.ReadAsync<T>(setting.Store, $"{source.Name}/{input.Shard.Name}", source.Output, cancellation);
    }
}
