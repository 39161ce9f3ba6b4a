using System.Runtime.InteropServices;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup;

/// <summary>Third phase, one task: joins edges to clusters, chooses the document that stays of each, and lists for every shard the rows that go. Holds 4 bytes a document and about 90 a cluster in memory.</summary>
internal sealed class ClusterTask(DedupKeep keep, ITaskContext context)
{
    private const int ReadEntries = 1 << 14;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = DedupWork.Number(task, DedupWork.SignsArgument);
        var firsts = await CountAsync(shards, cancellation);
        var sets = new DisjointSets(firsts[^1]);
        for (var i = 0; i < shards; i++) await JoinAsync(DedupWork.Sign, i, sets, firsts, cancellation);
        for (var i = 0; i < DedupWork.Number(task, DedupWork.BucketsArgument); i++) await JoinAsync(DedupWork.Bucket, i, sets, firsts, cancellation);

        Dictionary<int, (DocumentEntry Entry, ulong Number)> kept = [];
        for (var shard = 0; shard < shards; shard++)
        {
            var first = firsts[shard];
            await WalkAsync(
                shard,
                (entry, row) =>
                {
                    var root = sets.Find(first + row);
                    if (sets.Size(root) == 1) return;
                    ref var best = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, root, out var exists);
                    if (!exists || entry.IsBetterThan(best.Entry, keep)) best = (entry, DocumentNumber.Of(shard, row));
                },
                cancellation);
        }

        for (var shard = 0; shard < shards; shard++)
        {
            List<DropEntry> drops = [];
            var first = firsts[shard];
            await WalkAsync(
                shard,
                (entry, row) =>
                {
                    var root = sets.Find(first + row);
                    if (sets.Size(root) == 1 || kept[root].Number == DocumentNumber.Of(shard, row)) return;
                    drops.Add(new DropEntry(row, kept[root].Number, entry.HasTextOf(kept[root].Entry) ? 1UL : 0));
                },
                cancellation);
            await EntryFile.WriteAsync<DropEntry>(context, DedupWork.DropsName(shard), drops.ToArray(), cancellation);
        }
    }

    // The number of the first document of every shard, and behind them the number of all documents.
    private async ValueTask<int[]> CountAsync(int shards, CancellationToken cancellation)
    {
        var firsts = new int[shards + 1];
        for (var shard = 0; shard < shards; shard++)
        {
            long count = 0;
            foreach (var work in context.FindWork(DedupWork.Sign, shard, DedupWork.Documents))
            {
                await using var reader = await EntryFile.OpenAsync<DocumentEntry>(context, work, cancellation);
                count += reader.Count;
            }

            if (firsts[shard] + count > Array.MaxLength)
                throw new FaultException("DP1112", $"more than {Array.MaxLength:N0} documents reach one dedup stage: divide the inputs, by language for example", null);
            firsts[shard + 1] = firsts[shard] + (int)count;
        }

        return firsts;
    }

    private async ValueTask JoinAsync(string phase, int task, DisjointSets sets, int[] firsts, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(phase, task, DedupWork.Edges))
        {
            await using var reader = await EntryFile.OpenAsync<Edge>(context, work, cancellation);
            var edges = new Edge[Math.Min(reader.Count, ReadEntries)];
            while (await reader.ReadAsync(edges, cancellation) is var read and > 0)
                for (var i = 0; i < read; i++)
                    sets.Union(Dense(edges[i].First), Dense(edges[i].Second));
        }

        int Dense(ulong number) => firsts[DocumentNumber.Shard(number)] + (int)DocumentNumber.Row(number);
    }

    private async ValueTask WalkAsync(int shard, Action<DocumentEntry, int> visit, CancellationToken cancellation)
    {
        var row = 0;
        foreach (var work in context.FindWork(DedupWork.Sign, shard, DedupWork.Documents))
        {
            await using var reader = await EntryFile.OpenAsync<DocumentEntry>(context, work, cancellation);
            var entries = new DocumentEntry[Math.Min(reader.Count, ReadEntries)];
            while (await reader.ReadAsync(entries, cancellation) is var read and > 0)
                for (var i = 0; i < read; i++)
                    visit(entries[i], row++);
        }
    }
}
