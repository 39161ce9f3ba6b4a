using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Passages;

/// <summary>First phase: hashes the passages of one shard. Of those that are equal within the shard one goes on, and the others are known to go.</summary>
internal sealed class HashTask(PassageRules rules, ITaskContext context)
{
    private const int SomeEntries = 1 << 14;
    private readonly PassageReader _reader = new(rules);
    private PassageEntry[] _entries = new PassageEntry[2 * SomeEntries];
    private int _filled;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var memory = PassageWork.SorterMemory(rules, context);
        await using var sorter = new ExternalSorter<PassageEntry>(memory, context.OpenScratch);
        var row = 0L;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
                await AddAsync(batch[i], row++, task.Inputs[0].Dataset, sorter, cancellation);
        await FlushAsync(sorter, cancellation);
        await sorter.SortAsync(cancellation);

        await using var drops = new ExternalSorter<ulong>(memory, context.OpenScratch);
        await WorkEntries.WriteAsync<PassageEntry>(context, PassageWork.Passages, writer => CollapseAsync(sorter, writer, drops, PassageWork.Number(task, PassageWork.PartitionsArgument), cancellation), cancellation);
        await drops.SortAsync(cancellation);
        await WorkEntries.WriteAsync<ulong>(context, PassageWork.Drops, async writer =>
        {
            var some = new ulong[SomeEntries];
            while (await drops.ReadAsync(some, cancellation) is var read and > 0) await writer.WriteAsync(some.AsMemory(0, read), cancellation);
        }, cancellation);
    }

    private async ValueTask AddAsync(Document document, long row, int input, ExternalSorter<PassageEntry> sorter, CancellationToken cancellation)
    {
        var text = document.Text.Memory;
        var order = Order(document, input);
        var unit = 0;
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = PassageWindow.End(text.Span, start);
            unit += Hash(text.Span[start..end], row, unit, order);
            if (_filled >= SomeEntries) await FlushAsync(sorter, cancellation);
        }
    }

    private int Hash(ReadOnlySpan<byte> window, long row, int firstUnit, ulong order)
    {
        var units = _reader.Read(window);
        for (var i = 0; i < _reader.Count(units.Length); i++)
        {
            if (!_reader.TryHash(window, units, i, out var hash)) continue;
            if (_filled == _entries.Length) Array.Resize(ref _entries, 2 * _filled);
            _entries[_filled++] = new PassageEntry(hash.High, hash.Low, order, PassagePlace.Of(row, firstUnit + i));
        }

        return units.Length;
    }

    private async ValueTask FlushAsync(ExternalSorter<PassageEntry> sorter, CancellationToken cancellation)
    {
        await sorter.AddAsync(_entries.AsMemory(0, _filled), cancellation);
        _filled = 0;
    }

    // Equal entries lie together, the one that stays first.
    private static async ValueTask CollapseAsync(ExternalSorter<PassageEntry> sorted, EntryWriter<PassageEntry> writer, ExternalSorter<ulong> drops, int partitions, CancellationToken cancellation)
    {
        var some = new PassageEntry[SomeEntries];
        var (sections, isFirst, kept) = (0, true, default(PassageEntry));
        while (await sorted.ReadAsync(some, cancellation) is var read and > 0)
            for (var i = 0; i < read; i++)
            {
                if (!isFirst && some[i].HasHashOf(kept))
                {
                    await drops.AddAsync(some[i].Place, cancellation);
                    continue;
                }

                (isFirst, kept) = (false, some[i]);
                for (var partition = kept.Partition(partitions); sections <= partition; sections++) writer.BeginSection();
                await writer.WriteAsync(kept, cancellation);
            }

        for (; sections < partitions; sections++) writer.BeginSection();
    }

    // All that tells documents apart, so that only two that are the same in everything share a place.
    private ulong Order(Document document, int input)
    {
        var hash = Mix64.Combine(Mix64.Combine(HashOf(document.Id), HashOf(document.Source)), Mix64.Combine(HashOf(document.Url ?? ""), XxHash64.Hash(document.Text.Span)));
        return rules.Keep == PassageKeep.EarliestInput ? ((ulong)input << 56) | (hash >> 8) : hash;
    }

    private static ulong HashOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, utf8, out var bytes) ? XxHash64.Hash(utf8[..bytes]) : XxHash64.Hash(Encoding.UTF8.GetBytes(text));
    }
}
