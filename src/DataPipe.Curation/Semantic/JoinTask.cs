using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Where vectors are in files, brings the documents of one bucket and their vectors together. Holds 33 bytes a document of the bucket.</summary>
internal sealed class JoinTask(SemanticOptions options, ITaskContext context)
{
    private readonly List<Claim> _claims = [];

    internal async Task RunAsync(TaskSpec task, int files, CancellationToken cancellation)
    {
        await LoadAsync(task, cancellation);
        var taken = new bool[_claims.Count];
        await using var collector = CollectTask.Collector(task, context, options);
        await collector.RunAsync(
            async rows =>
            {
                for (var file = 0; file < files; file++)
                    foreach (var work in context.FindWork(SemanticWork.Deal, file, SemanticWork.BucketName(task.Index)))
                    {
                        await using var reader = await VectorReader.OpenAsync(context, work, cancellation);
                        var held = new float[reader.Dimensions];
                        while (await reader.NextBlockAsync(cancellation))
                            while (reader.TryRead(out var row, out var vector))
                            {
                                vector.CopyTo(held);
                                await GiveAsync(row.Order, held, taken, collector, rows, cancellation);
                            }
                    }

                for (var i = 0; i < taken.Length; i++)
                    if (!taken[i])
                        await collector.OfferAsync(rows, _claims[i].Row, WhoOf(_claims[i]), null, cancellation);
            },
            cancellation);
    }

    // Every document of the id takes the vector; a second one of the id comes too late.
    private async ValueTask GiveAsync(ulong order, float[] vector, bool[] taken, VectorCollector collector, VectorWriter rows, CancellationToken cancellation)
    {
        var at = FirstOf(order);
        if (at == _claims.Count || _claims[at].Order != order) context.Warn("vector-without-document", "no document has the id of the vector");
        for (; at < _claims.Count && _claims[at].Order == order; at++)
        {
            if (taken[at]) context.Warn("vector-twice", $"{WhoOf(_claims[at])} has two vectors in the files, of which the first counts");
            else await collector.OfferAsync(rows, _claims[at].Row, WhoOf(_claims[at]), vector, cancellation);
            taken[at] = true;
        }
    }

    private int FirstOf(ulong order)
    {
        var (from, to) = (0, _claims.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_claims[middle].Order < order) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private async ValueTask LoadAsync(TaskSpec task, CancellationToken cancellation)
    {
        for (var shard = 0; shard < SemanticWork.Number(task, SemanticWork.ShardsArgument); shard++)
            foreach (var work in context.FindWork(SemanticWork.Claim, shard, SemanticWork.Claims))
            {
                await using var reader = await WorkEntries.OpenAsync<Claim>(context, work, cancellation);
                reader.Select(task.Index);
                while (await reader.NextBlockAsync(cancellation)) _claims.AddRange(reader.Block.Span);
            }

        _claims.Sort((left, right) => left.Order != right.Order ? left.Order.CompareTo(right.Order) : left.Document.CompareTo(right.Document));
    }

    private static string WhoOf(in Claim claim) => $"row {RowNumber.Row(claim.Document)} of input shard {RowNumber.Shard(claim.Document)}";
}
