using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Writes the sorted documents of all clusters for the phase that verifies them, and the places of those whose shingles it needs, in sections by shard: in each cluster none that is a copy of the first, nor, where copies have equal shingles, of any other.</summary>
internal sealed class MemberFiles(bool areCopiesEqual, long memoryBytes, ITaskContext context)
{
    /// <summary>Different texts and URLs of a cluster that are remembered.</summary>
    internal const int MaxMet = 1 << 18;

    private const int Some = 1024;

    internal async ValueTask WriteAsync(ExternalSorter<ClusterMember> members, int shards, CancellationToken cancellation)
    {
        await using var places = new ExternalSorter<MemberPlace>(memoryBytes / 4, context.OpenScratch);
        await using (var file = await WorkEntryWriter<ClusterMember>.CreateAsync(context, cancellation))
        {
            var met = new MetKeys<bool>(MaxMet);
            var some = new ClusterMember[Some];
            ulong place = 0;
            MemberPlace? alone = null; // the first of the cluster, while no other text was met in it
            ClusterMember? first = null;
            while (await members.ReadAsync(some, cancellation) is var read and > 0)
            {
                await file.Entries.WriteAsync(some.AsMemory(0, read), cancellation);
                for (var i = 0; i < read; i++, place++)
                {
                    var own = new MemberPlace(some[i].Document, place);
                    var key = MetKeys<bool>.Of(some[i].Facts);
                    if (some[i].Root != first?.Root)
                    {
                        met.Clear();
                        (first, alone) = (some[i], own);
                    }
                    else if (some[i].Facts.Text != first.Value.Facts.Text && !met.TryGet(key, out _))
                    {
                        if (alone is { } other) await places.AddAsync(other, cancellation);
                        alone = null;
                        await places.AddAsync(own, cancellation);
                    }

                    if (areCopiesEqual) met.Add(key, true);
                }
            }

            await file.CommitAsync(DedupWork.Members, cancellation);
        }

        await places.SortAsync(cancellation);
        await ShardSections.WriteAsync(places, place => (long)place.Document, DedupWork.Places, shards, context, cancellation);
    }
}
