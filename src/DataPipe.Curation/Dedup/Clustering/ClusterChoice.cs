using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Indexing;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>
/// Walks the sorted documents of all clusters: the first of each stays. Writes what becomes of each document, in order of their numbers and in sections by shard,
/// and the ids that stay. Only sorts and sequential passes, so that no cluster need fit into memory.
/// </summary>
internal sealed class ClusterChoice(DedupOptions options, int hashes, EarlierDocuments earlier, long memoryBytes, ITaskContext context)
{
    private const int Some = 1024;
    private const ulong EarlierBit = 1UL << 63;

    /// <summary>Number and likeness of a document, and which group it is of, in the upper half.</summary>
    internal readonly record struct Compared(ulong GroupAndDocument, ulong Likeness);

    /// <summary>The document that a group keeps, and the group's number with its size.</summary>
    internal readonly record struct Group(ulong Kept, ulong GroupAndSize);

    // A group's number with its size, and where the id is that stays.
    private readonly record struct Named(ulong GroupAndSize, ulong KeptId);

    /// <summary>Makes every cluster a group, whose first stays.</summary>
    internal ValueTask RunAsync(ExternalSorter<ClusterMember> members, int shards, CancellationToken cancellation) =>
        RunAsync((groups, compared) => CompareAsync(members, groups, compared, cancellation), shards, cancellation);

    /// <summary>Takes groups from <paramref name="compare"/>, which writes their documents in ascending order of group.</summary>
    internal async ValueTask RunAsync(Func<ExternalSorter<Group>, EntryWriter<Compared>, ValueTask> compare, int shards, CancellationToken cancellation)
    {
        await using var groups = new ExternalSorter<Group>(memoryBytes / 8, context.OpenScratch);
        await using var scratch = context.OpenScratch();
        var compared = new EntryWriter<Compared>(scratch);
        await compare(groups, compared);
        await compared.CompleteAsync(cancellation);
        await groups.SortAsync(cancellation);
        await using var named = new ExternalSorter<Named>(memoryBytes / 8, context.OpenScratch);
        await NameAsync(groups, named, shards, cancellation);
        await named.SortAsync(cancellation);
        await using var fates = new ExternalSorter<DocumentFate>(memoryBytes / 4, context.OpenScratch);
        await JoinAsync(scratch, named, fates, cancellation);
        await fates.SortAsync(cancellation);
        await ShardSections.WriteAsync(fates, fate => fate.Document, DedupWork.Fates, shards, context, cancellation);
    }

    private async ValueTask CompareAsync(ExternalSorter<ClusterMember> members, ExternalSorter<Group> groups, EntryWriter<Compared> compared, CancellationToken cancellation)
    {
        await using var keptFacts = options.Index ? new ExternalSorter<KeptFacts>(memoryBytes / 8, context.OpenScratch) : null;
        var some = new ClusterMember[Some];
        var (group, size) = (-1L, 0U);
        ClusterMember first = default, last = default;
        while (await members.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var member = some[i];
                if (group < 0 || member.Root != first.Root)
                {
                    if (group >= 0) await groups.AddAsync(GroupOf(first, group, size), cancellation);
                    (first, group, size) = (member.IsEarlier ? member with { Facts = await earlier.FactsAsync(member.Facts.Rank, cancellation) } : member, group + 1, 0);
                }
                else if (member == last)
                {
                    continue; // the same document of a finished corpus, met by several keys
                }

                last = member;
                size++;
                if (member.IsEarlier) continue;
                var likeness = size == 1 ? new Likeness(DuplicateKind.Kept, 1) : Likeness.Of(member.Facts, first.Facts, hashes);
                await compared.WriteAsync(new Compared(((ulong)group << 32) | member.Document, likeness.Packed), cancellation);
                if (keptFacts is not null) await keptFacts.AddAsync(new KeptFacts(member.Document, first.Facts.Text, first.Facts.Url, first.Facts.Sketch), cancellation);
            }
        }

        if (group >= 0) await groups.AddAsync(GroupOf(first, group, size), cancellation);
        if (keptFacts is null) return;
        await keptFacts.SortAsync(cancellation);
        await WorkEntries.WriteAsync<KeptFacts>(context, DedupWork.KeptFacts, writer => CopyAsync(keptFacts, writer, cancellation), cancellation);
    }

    private static Group GroupOf(ClusterMember first, long group, uint size) => new(first.IsEarlier ? EarlierBit | first.Facts.Rank : first.Document, ((ulong)group << 32) | size);

    // In the order of the kept documents the ids of all shards are read once, from front to back.
    private async ValueTask NameAsync(ExternalSorter<Group> groups, ExternalSorter<Named> named, int shards, CancellationToken cancellation)
    {
        await using var file = await WorkEntryWriter<ulong>.CreateAsync(context, cancellation, EntryFormat.LookUpBlockBytes);
        await using var ids = new ShardIds(shards, context);
        var writer = new IdWriter(file.Entries);
        var some = new Group[Some];
        while (await groups.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var isEarlier = (some[i].Kept & EarlierBit) != 0;
                var id = isEarlier ? await earlier.IdAsync(some[i].Kept & ~EarlierBit, cancellation) : await ids.AtAsync((uint)some[i].Kept, cancellation);
                await named.AddAsync(new Named(some[i].GroupAndSize, (ulong)await writer.WriteAsync(id, cancellation)), cancellation);
            }
        }

        await file.CommitAsync(DedupWork.KeptIds, cancellation);
    }

    private static async ValueTask JoinAsync(Stream scratch, ExternalSorter<Named> named, ExternalSorter<DocumentFate> fates, CancellationToken cancellation)
    {
        // Its stream is closed by whoever opened it.
        var compared = await EntryReader<Compared>.OpenAsync(scratch, ScratchRun.Damaged, cancellation);
        var some = new Named[Some];
        var (at, read) = (0, 0);
        while (await compared.NextBlockAsync(cancellation))
        {
            for (var i = 0; i < compared.Block.Length; i++)
            {
                var document = compared.Block.Span[i];
                while (at == read || some[at].GroupAndSize >> 32 < document.GroupAndDocument >> 32)
                    if (++at >= read)
                        (at, read) = (0, await named.ReadAsync(some, cancellation));
                await fates.AddAsync(new DocumentFate((document.GroupAndDocument << 32) | (uint)some[at].GroupAndSize, some[at].KeptId, document.Likeness), cancellation);
            }
        }
    }

    private static async ValueTask CopyAsync<T>(ExternalSorter<T> from, EntryWriter<T> to, CancellationToken cancellation) where T : unmanaged
    {
        var some = new T[Some];
        while (await from.ReadAsync(some, cancellation) is var read and > 0) await to.WriteAsync(some.AsMemory(0, read), cancellation);
    }
}
