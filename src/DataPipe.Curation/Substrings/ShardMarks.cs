using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Substrings;

/// <summary>What all phases marked in one shard, document by document. Holds the marks of one document and the memory of a sorter.</summary>
internal sealed class ShardMarks(ITaskContext context, int shard, long memoryBytes) : IAsyncDisposable
{
    private readonly ExternalSorter<SpanMark> _sorter = new(memoryBytes, context.OpenScratch);
    private readonly SpanMark[] _some = new SpanMark[1 << 12];
    private readonly List<SpanMark> _document = [];
    private int _at, _filled;

    /// <summary>Reads the marks; call it once, before all else.</summary>
    internal async ValueTask LoadAsync(int buckets, CancellationToken cancellation)
    {
        await AddAsync(context.FindWork(SubstringWork.Gather, shard, SubstringWork.Marks), null, cancellation);
        for (var bucket = 0; bucket < buckets; bucket++)
            await AddAsync(context.FindWork(SubstringWork.Compare, bucket, SubstringWork.Marks), shard, cancellation);
        await _sorter.SortAsync(cancellation);
    }

    /// <summary>The marked windows of a row, joined and in order, valid until the next call; rows are asked for in order.</summary>
    internal async ValueTask<IReadOnlyList<SpanMark>> OfAsync(long row, CancellationToken cancellation)
    {
        var document = RowNumber.Of(shard, row);
        var merger = new SpanMerger();
        _document.Clear();
        for (; ; _at++)
        {
            if (_at == _filled) (_at, _filled) = (0, await _sorter.ReadAsync(_some, cancellation));
            if (_filled == 0 || _some[_at].Document != document) break;
            if (merger.TryTake(_some[_at], out var whole)) _document.Add(whole);
        }

        if (merger.TryEnd(out var last)) _document.Add(last);
        return _document;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sorter.DisposeAsync();

    private async ValueTask AddAsync(IReadOnlyList<Shard> works, int? section, CancellationToken cancellation)
    {
        foreach (var work in works)
        {
            await using var reader = await WorkEntries.OpenAsync<SpanMark>(context, work, cancellation);
            if (section is { } number) reader.Select(number);
            while (await reader.NextBlockAsync(cancellation)) await _sorter.AddAsync(reader.Block, cancellation);
        }
    }
}
