using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes the pages of a chunk one by one, with no more of it in memory than a page and a window of its bytes.</summary>
internal sealed class PageCursor(
    IRangeSource source, ParquetReaderOptions options, ICodec codec, PagePool pool, ColumnChunk chunk, long rows, long chunkBytes)
{
    // Large enough to be worth a request to an object store.
    private const int WindowBytes = 1 << 20;

    // Most headers are far smaller; statistics of long texts are not.
    private const int FirstHeaderBytes = 1 << 10;

    private readonly ChunkPages _pages = new(options, codec, chunk.Leaf, chunk.ValueCount);
    private ArraySegment<byte> _window = new([]);
    private long _position;
    private long _rows;

    public ChunkDecoder Decoder { get; } = new(options, codec, pool, chunk.Leaf);

    /// <summary>The values of the next data page; null behind the last.</summary>
    /// <exception cref="InvalidDataException">The page is malformed.</exception>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public async ValueTask<ColumnChunkValues?> NextAsync(CancellationToken cancellation)
    {
        while (!_pages.IsComplete)
        {
            (Decoder.Page, Decoder.Position) = (_pages.Count, _position);
            var header = await ReadHeaderAsync(cancellation).ConfigureAwait(false);
            await FillAsync(header.CompressedBytes, cancellation).ConfigureAwait(false);
            var body = _window[..header.CompressedBytes];
            Advance(header.CompressedBytes);
            if (header.Type == PageType.Index)
                continue;
            _rows += Decoder.DecodePage(header, body, null, _rows, isRowStart: _rows == 0);
            if (header.Type != PageType.Dictionary)
                return Decoder.Take();
            Decoder.KeepDictionary();
        }
        Decoder.Page = null;
        return _rows == rows ? null : throw new InvalidDataException($"the chunk holds {_rows} rows where its row group has {rows}");
    }

    /// <summary>Gives the window back.</summary>
    public void Close()
    {
        if (_window.Array is { Length: > 0 } array)
            pool.Return(array);
        _window = new([]);
    }

    private async ValueTask<PageHeader> ReadHeaderAsync(CancellationToken cancellation)
    {
        for (var bytes = FirstHeaderBytes; ; bytes = (int)Math.Min(4L * bytes, int.MaxValue))
        {
            var left = chunkBytes - _position;
            await FillAsync((int)Math.Min(bytes, left), cancellation).ConfigureAwait(false);
            try
            {
                var header = _pages.Next(_window, left, out var headerBytes);
                Advance(headerBytes);
                return header;
            }
            catch (InvalidDataException) when (_window.Count < left && bytes < options.MaxPageBytes)
            {
                // The header may but be longer than the window.
            }
        }
    }

    private void Advance(int bytes)
    {
        _window = _window[bytes..];
        _position += bytes;
    }

    private async ValueTask FillAsync(int bytes, CancellationToken cancellation)
    {
        if (_window.Count >= bytes)
            return;
        var wanted = (int)Math.Min(Math.Max(bytes, WindowBytes), chunkBytes - _position);
        var (old, kept) = (_window, _window.Count);
        var array = old.Array!.Length >= wanted ? old.Array : pool.Rent(wanted);
        old.AsSpan().CopyTo(array);
        if (array != old.Array)
            pool.Return(old.Array);
        _window = new ArraySegment<byte>(array, 0, kept);
        await source.ReadAsync(chunk.OffsetBytes + _position + kept, array.AsMemory(kept, wanted - kept), cancellation).ConfigureAwait(false);
        _window = new ArraySegment<byte>(array, 0, wanted);
    }
}
