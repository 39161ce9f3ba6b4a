using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Sorting;
using DataPipe.Text.MinHash;

namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>Reads one shard again and writes the sets of shingles of the documents that are to be compared, sorted. Of a set that is too large to be compared so much that it shows.</summary>
internal sealed class ShingleTask(MinHashPreset near, long memoryBytes, ITaskContext context)
{
    private const int Some = 4096;
    private readonly ShingleReader _reader = new(near);
    private readonly PlacedShingle[] _some = new PlacedShingle[Some];

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var shingles = new ExternalSorter<PlacedShingle>(memoryBytes, context.OpenScratch);
        await using (var places = await WorkEntries.OpenAsync<MemberPlace>(context, context.FindWork(DedupWork.Cluster, 0, DedupWork.Places)[0], cancellation))
        {
            places.Select(task.Index);
            if (await places.NextBlockAsync(cancellation)) await ReadAsync(task, places, shingles, cancellation);
        }

        await shingles.SortAsync(cancellation);
        await WorkEntries.WriteAsync<PlacedShingle>(context, DedupWork.ShingleSets, writer => WriteAsync(shingles, writer, cancellation), cancellation);
    }

    private async ValueTask ReadAsync(TaskSpec task, EntryReader<MemberPlace> places, ExternalSorter<PlacedShingle> shingles, CancellationToken cancellation)
    {
        var at = 0;
        var number = (ulong)DedupWork.Number(task, DedupWork.FirstArgument);
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, number++)
            {
                if (places.Block.Span[at].Document != number) continue;
                await AddAsync(batch[i], places.Block.Span[at].Place, shingles, cancellation);
                if (++at < places.Block.Length) continue;
                if (!await places.NextBlockAsync(cancellation)) return;
                at = 0;
            }
        }
    }

    private async ValueTask AddAsync(Document document, ulong place, ExternalSorter<PlacedShingle> shingles, CancellationToken cancellation)
    {
        for (_reader.Begin(); _reader.Next(document.Text.Span);)
            for (var from = 0; Fill(place, from) is var count and > 0; from += count)
                await shingles.AddAsync(_some.AsMemory(0, count), cancellation);
    }

    private int Fill(ulong place, int from)
    {
        var hashes = _reader.Hashes[from..];
        if (hashes.Length > Some) hashes = hashes[..Some];
        for (var i = 0; i < hashes.Length; i++) _some[i] = new PlacedShingle(place, hashes[i]);
        return hashes.Length;
    }

    private static async ValueTask WriteAsync(ExternalSorter<PlacedShingle> from, EntryWriter<PlacedShingle> to, CancellationToken cancellation)
    {
        var some = new PlacedShingle[Some];
        PlacedShingle? last = null;
        var count = 0; // of the set
        while (await from.ReadAsync(some, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (some[i] == last) continue;
                count = some[i].Place == last?.Place ? count + 1 : 1;
                last = some[i];
                if (count <= Leaders.MaxSet + 1) await to.WriteAsync(some[i], cancellation);
            }
        }
    }
}
