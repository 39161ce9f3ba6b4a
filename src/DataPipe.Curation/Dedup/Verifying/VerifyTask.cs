using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Indexing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>One task: walks the documents of all clusters in keep order, compares each with the <see cref="Leaders"/> of its cluster, and makes a group of every one that stays with those that go for it.</summary>
internal sealed class VerifyTask(DedupOptions options, int hashes, EarlierCorpora earlier, long memoryBytes, ITaskContext context)
{
    /// <summary>Warning for a document that stays because what shares a key with it is less similar.</summary>
    internal const string Unlike = "near-unlike";

    /// <summary>Warning for a document that stays and was not compared with everything in its cluster.</summary>
    internal const string Uncompared = "near-uncompared";

    private readonly Leaders _leaders = new(options.Near!.Verify!.Value, MetKeys<Leader>.AreCopiesEqual(options));
    private uint _groups;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var shards = (int)DedupWork.Number(task, DedupWork.ShardsArgument);
        await using var documents = earlier.Documents(context);
        await new ClusterChoice(options, hashes, documents, memoryBytes, context)
            .RunAsync((groups, compared) => CompareAsync(shards, groups, compared, cancellation), shards, cancellation);
    }

    private async ValueTask CompareAsync(int shards, ExternalSorter<ClusterChoice.Group> groups, EntryWriter<ClusterChoice.Compared> compared, CancellationToken cancellation)
    {
        await using var sorted = new ExternalSorter<ClusterChoice.Compared>(memoryBytes / 16, context.OpenScratch);
        await using (var shingles = new ExternalSorter<PlacedShingle>(memoryBytes / 4, context.OpenScratch))
        {
            for (var shard = 0; shard < shards; shard++)
            {
                await using var reader = await WorkEntries.OpenAsync<PlacedShingle>(context, context.FindWork(DedupWork.Shingles, shard, DedupWork.ShingleSets)[0], cancellation);
                while (await reader.NextBlockAsync(cancellation)) await shingles.AddAsync(reader.Block, cancellation);
            }

            await shingles.SortAsync(cancellation);
            await WalkAsync(new ShingleSets(shingles), groups, sorted, cancellation);
        }

        await sorted.SortAsync(cancellation);
        var some = new ClusterChoice.Compared[1024];
        while (await sorted.ReadAsync(some, cancellation) is var read and > 0) await compared.WriteAsync(some.AsMemory(0, read), cancellation);
    }

    private async ValueTask WalkAsync(ShingleSets sets, ExternalSorter<ClusterChoice.Group> groups, ExternalSorter<ClusterChoice.Compared> compared, CancellationToken cancellation)
    {
        await using var members = await WorkEntries.OpenAsync<ClusterMember>(context, context.FindWork(DedupWork.Cluster, 0, DedupWork.Members)[0], cancellation);
        ulong place = 0;
        uint? root = null;
        while (await members.NextBlockAsync(cancellation))
        {
            for (var i = 0; i < members.Block.Length; i++, place++)
            {
                var member = members.Block.Span[i];
                var isFirst = member.Root != root;
                if (isFirst)
                {
                    await EndAsync(groups, compared, cancellation);
                    root = member.Root;
                }

                if (await FindAsync(member, place, isFirst, sets, cancellation) is not { } found) continue;
                found.Leader.Size++;
                await compared.AddAsync(new ClusterChoice.Compared(((ulong)found.Leader.Group << 32) | member.Document, found.Likeness.Packed), cancellation);
            }
        }

        await EndAsync(groups, compared, cancellation);
    }

    private async ValueTask<(Leader Leader, Likeness Likeness)?> FindAsync(ClusterMember member, ulong place, bool isFirst, ShingleSets sets, CancellationToken cancellation)
    {
        if (_leaders.Known(member.Facts) is { } known) return known;
        var set = await sets.AtAsync(place, cancellation);
        if (_leaders.Similar(member.Facts, set.Span) is { } similar) return similar;
        if (!isFirst && (_leaders.AreTooMany || set.Length > Leaders.MaxSet)) context.Warn(Uncompared, "a candidate for a near-duplicate stays: its cluster holds more, or longer texts, than are compared");
        else if (!isFirst) context.Warn(Unlike, "a candidate for a near-duplicate stays: it is less similar than 'verify' asks to every document of its cluster that stays");
        if (_leaders.TryAdd((uint)member.Document, _groups, member.Facts, set.Span)) _groups++;
        return null;
    }

    // A document that nothing goes for is of no cluster.
    private async ValueTask EndAsync(ExternalSorter<ClusterChoice.Group> groups, ExternalSorter<ClusterChoice.Compared> compared, CancellationToken cancellation)
    {
        for (var i = 0; i < _leaders.All.Count; i++)
        {
            var leader = _leaders.All[i];
            if (leader.Size == 1) continue;
            await groups.AddAsync(new ClusterChoice.Group(leader.Document, ((ulong)leader.Group << 32) | leader.Size), cancellation);
            await compared.AddAsync(new ClusterChoice.Compared(((ulong)leader.Group << 32) | leader.Document, new Likeness(DuplicateKind.Kept, 1).Packed), cancellation);
        }

        _leaders.Clear();
    }
}
