using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Indexing;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Third phase, one task: joins edges to clusters and sorts the documents of each, the one that is kept first; <see cref="ClusterChoice"/> goes on from there, or <see cref="MemberFiles"/> where similarities are verified first.</summary>
internal sealed class ClusterTask(DedupOptions options, int hashes, EarlierCorpora earlier, long memoryBytes, ITaskContext context)
{
    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = (int)DedupWork.Number(task, DedupWork.ShardsArgument);
        await using var members = new ExternalSorter<ClusterMember>(memoryBytes / 4, context.OpenScratch);
        using (var sets = new DisjointSets(DedupWork.Number(task, DedupWork.DocumentsArgument), memoryBytes / 2, context.OpenScratch))
        {
            for (var i = 0; i < shards; i++) await JoinAsync(DedupWork.Sign, i, sets, cancellation);
            for (var i = 0; i < DedupWork.Number(task, DedupWork.BucketsArgument); i++)
            {
                await JoinAsync(DedupWork.Bucket, i, sets, cancellation);
                await TouchAsync(i, sets, cancellation);
            }

            for (var i = 0; i < DedupWork.Number(task, DedupWork.BucketsArgument); i++)
                await AddEarlierAsync(i, sets, members, cancellation);
            uint number = 0;
            for (var shard = 0; shard < shards; shard++) number = await AddAsync(shard, number, sets, members, cancellation);
        }

        await members.SortAsync(cancellation);
        if (options.Near is { Verify: not null })
        {
            await new MemberFiles(MetKeys<bool>.AreCopiesEqual(options), memoryBytes, context).WriteAsync(members, shards, cancellation);
            return;
        }

        await using var documents = earlier.Documents(context);
        await new ClusterChoice(options, hashes, documents, memoryBytes, context).RunAsync(members, shards, cancellation);
    }

    private async ValueTask JoinAsync(string phase, int task, DisjointSets sets, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(phase, task, DedupWork.Edges))
        {
            await using var edges = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
            while (await edges.NextBlockAsync(cancellation))
                foreach (var edge in edges.Block.Span)
                    sets.Union(Edge.First(edge), Edge.Second(edge));
        }
    }

    private async ValueTask TouchAsync(int bucket, DisjointSets sets, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(DedupWork.Bucket, bucket, DedupWork.Matches))
        {
            await using var matches = await WorkEntries.OpenAsync<KeyMatch>(context, work, cancellation);
            while (await matches.NextBlockAsync(cancellation))
                foreach (var match in matches.Block.Span)
                    sets.Touch((uint)match.Document);
        }
    }

    private async ValueTask AddEarlierAsync(int bucket, DisjointSets sets, ExternalSorter<ClusterMember> members, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(DedupWork.Bucket, bucket, DedupWork.Matches))
        {
            await using var matches = await WorkEntries.OpenAsync<KeyMatch>(context, work, cancellation);
            while (await matches.NextBlockAsync(cancellation))
                for (var i = 0; i < matches.Block.Length; i++)
                    await members.AddAsync(ClusterMember.OfEarlier(sets.Find((uint)matches.Block.Span[i].Document), matches.Block.Span[i].Earlier), cancellation);
        }
    }

    private async ValueTask<uint> AddAsync(int shard, uint number, DisjointSets sets, ExternalSorter<ClusterMember> members, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(DedupWork.Sign, shard, DedupWork.Documents))
        {
            await using var facts = await WorkEntries.OpenAsync<DocumentFacts>(context, work, cancellation);
            while (await facts.NextBlockAsync(cancellation))
                for (var i = 0; i < facts.Block.Length; i++, number++)
                    if (sets.IsTouched(number))
                        await members.AddAsync(ClusterMember.Of(sets.Find(number), facts.Block.Span[i], number), cancellation);
        }

        return number;
    }
}
