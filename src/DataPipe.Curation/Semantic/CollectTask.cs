using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>First phase where vectors are a column: those of one shard.</summary>
internal static class CollectTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SemanticOptions options, int column, CancellationToken cancellation)
    {
        await using var collector = Collector(task, context, options);
        await collector.RunAsync(
            async rows =>
            {
                var number = 0L;
                await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
                    for (var i = 0; i < batch.Count; i++, number++)
                        await collector.OfferAsync(
                            rows, VectorRow.Of(batch[i], RowNumber.Of(task.Index, number)), $"document '{batch[i].Id}'", batch[i].Notes[column].Vector, cancellation);
            },
            cancellation);
    }

    internal static VectorCollector Collector(TaskSpec task, ITaskContext context, SemanticOptions options) => new(
        options, context, SemanticWork.Number(task, SemanticWork.ChunksArgument), double.Parse(task.Arguments[SemanticWork.FractionArgument], CultureInfo.InvariantCulture));
}
