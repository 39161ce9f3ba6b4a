using DataPipe.Parquet.Format;

namespace DataPipe.Parquet.Reading;

/// <summary>Fetches the indexes of a column chunk. They only spare reading: one that is faulty counts as absent.</summary>
internal static class IndexSource
{
    // The header of a Bloom filter takes some 20 bytes.
    private const int FilterHeaderBytes = 64;

    public static async ValueTask<OffsetIndex?> ReadOffsetsAsync(
        IRangeSource source, ParquetReaderOptions options, ColumnChunk chunk, long rows, CancellationToken cancellation)
    {
        if (await ReadAsync(source, options, chunk.Metadata.OffsetIndex, cancellation).ConfigureAwait(false) is not { } bytes)
            return null;
        try
        {
            return OffsetIndex.Read(bytes, rows);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public static async ValueTask<ColumnIndex?> ReadBoundsAsync(
        IRangeSource source, ParquetReaderOptions options, ColumnChunk chunk, int pages, CancellationToken cancellation)
    {
        if (await ReadAsync(source, options, chunk.Metadata.ColumnIndex, cancellation).ConfigureAwait(false) is not { } bytes)
            return null;
        try
        {
            return ColumnIndex.Read(bytes, pages);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The bits of the chunk's Bloom filter, or null.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadFilterAsync(
        IRangeSource source, ParquetReaderOptions options, ColumnChunk chunk, CancellationToken cancellation)
    {
        if (chunk.Metadata.BloomFilter is not var (offset, stated))
            return null;
        var first = (int)Math.Min(stated ?? FilterHeaderBytes, source.Length - offset);
        if (await ReadAsync(source, options, (offset, first), cancellation).ConfigureAwait(false) is not { } bytes)
            return null;
        try
        {
            var (filterBytes, headerBytes) = BloomFilterHeader.Read(bytes);
            if (filterBytes + headerBytes <= bytes.Length)
                return bytes.AsMemory(headerBytes, filterBytes);
            // Null stays null: as bytes of a memory it would become an empty filter.
            var rest = await ReadAsync(source, options, (offset + headerBytes, filterBytes), cancellation).ConfigureAwait(false);
            if (rest is null)
                return null;
            return rest.AsMemory();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async ValueTask<byte[]?> ReadAsync(
        IRangeSource source, ParquetReaderOptions options, (long Offset, int Bytes)? place, CancellationToken cancellation)
    {
        if (place is not var (offset, bytes) || bytes <= 0 || bytes > options.MaxFooterBytes || offset < 0 || offset > source.Length - bytes)
            return null;
        var buffer = new byte[bytes];
        try
        {
            await source.ReadAsync(offset, buffer, cancellation).ConfigureAwait(false);
            return buffer;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
