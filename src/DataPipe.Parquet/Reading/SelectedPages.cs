using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;

namespace DataPipe.Parquet.Reading;

/// <summary>Fetches and decodes those pages of a chunk that hold rows asked for, where the offset index says they lie.</summary>
internal sealed class SelectedPages(
    IRangeSource source, ParquetReaderOptions options, ICodec codec, PagePool pool, ColumnChunk chunk, long rows, OffsetIndex index)
{
    private readonly ChunkPages _checks = new(options, codec, chunk.Leaf, chunk.ValueCount);

    public ChunkDecoder Decoder { get; } = new(options, codec, pool, chunk.Leaf);

    /// <summary>Whether all pages of the index lie within the chunk: else it is of no use.</summary>
    public bool Fits =>
        index.Pages.Count > 0 && index.Pages[0].Offset >= chunk.OffsetBytes
        && index.Pages[^1].Offset <= chunk.OffsetBytes + chunk.CompressedBytes - index.Pages[^1].Bytes;

    /// <summary>Reads the values of the rows.</summary>
    /// <exception cref="InvalidDataException">A page is malformed or does not hold the rows that the index says.</exception>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public async ValueTask<ColumnChunkValues> ReadAsync(RowRanges selected, CancellationToken cancellation)
    {
        var dictionaryBytes = (int)Math.Min(index.Pages[0].Offset - chunk.OffsetBytes, options.MaxPageBytes);
        var number = dictionaryBytes > 0 && selected.Rows > 0 ? -1 : 0;
        while (number < index.Pages.Count)
        {
            // Pages that follow one another are one read; the dictionary lies before the first.
            var end = number;
            while (end < index.Pages.Count && IsWanted(end, selected) && (end <= number || EndOf(end - 1) == StartOf(end))
                && EndOf(end) - StartOf(number) <= Array.MaxLength)
                end++;
            if (end > number)
                await ReadRunAsync(number, end, selected, cancellation).ConfigureAwait(false);
            number = Math.Max(end, number + 1);
        }
        Decoder.Page = null;
        return Decoder.Rows == selected.Rows ? Decoder.Take()
            : throw new InvalidDataException($"the chunk holds {Decoder.Rows} of {selected.Rows} rows");
    }

    private async ValueTask ReadRunAsync(int first, int end, RowRanges selected, CancellationToken cancellation)
    {
        var bytes = (int)(EndOf(end - 1) - StartOf(first));
        var buffer = pool.Rent(bytes);
        await source.ReadAsync(StartOf(first), buffer.AsMemory(0, bytes), cancellation).ConfigureAwait(false);
        if (codec.Kind == CodecKind.None)
            Decoder.Adopt(buffer);
        for (var number = first; number < end; number++)
            Decode(number, new ArraySegment<byte>(buffer, (int)(StartOf(number) - StartOf(first)), (int)(EndOf(number) - StartOf(number))), selected);
        if (codec.Kind != CodecKind.None)
            pool.Return(buffer);
    }

    private void Decode(int number, ArraySegment<byte> bytes, RowRanges selected)
    {
        (Decoder.Page, Decoder.Position) = (number + (index.Pages[0].Offset > chunk.OffsetBytes ? 1 : 0), StartOf(number) - chunk.OffsetBytes);
        var header = _checks.Next(bytes, bytes.Count, out var headerBytes);
        if ((header.Type == PageType.Dictionary) != (number < 0) || header.Type == PageType.Index)
            throw new InvalidDataException($"the offset index points to a page of type {header.Type}");
        var body = bytes.Slice(headerBytes, header.CompressedBytes);
        var firstRow = number < 0 ? 0 : index.Pages[number].FirstRow;
        var found = Decoder.DecodePage(header, body, selected, firstRow, isRowStart: true);
        if (number >= 0 && found != EndRowOf(number) - firstRow)
            throw new InvalidDataException($"the page holds {found} rows where the offset index says {EndRowOf(number) - firstRow}");
    }

    private bool IsWanted(int number, RowRanges selected) =>
        number < 0 || selected.Overlaps(index.Pages[number].FirstRow, EndRowOf(number));

    private long EndRowOf(int number) => number + 1 < index.Pages.Count ? index.Pages[number + 1].FirstRow : rows;

    // Number -1 is the dictionary.
    private long StartOf(int number) => number < 0 ? chunk.OffsetBytes : index.Pages[number].Offset;

    private long EndOf(int number) => number < 0 ? index.Pages[0].Offset : index.Pages[number].Offset + index.Pages[number].Bytes;
}
