using System.Buffers.Binary;
using DataPipe.Parquet.Format;

namespace DataPipe.Parquet.Reading;

/// <summary>Fetches the footer from the end of a file, mostly in one read.</summary>
internal static class FooterSource
{
    // Footers of most files fit into this; object stores charge by the request.
    private const int FirstReadBytes = 64 << 10;

    // Length and magic behind the footer.
    private const int TrailerBytes = 8;

    /// <exception cref="InvalidDataException">The file is not Parquet, or its footer has no valid length.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        IRangeSource source, ParquetReaderOptions options, CancellationToken cancellation)
    {
        var fileBytes = source.Length;
        if (fileBytes < FileMetadata.Magic.Length + TrailerBytes)
            throw new InvalidDataException($"not a Parquet file: {fileBytes} bytes");
        var tail = await ReadTailAsync(source, Math.Min(fileBytes, FirstReadBytes), cancellation).ConfigureAwait(false);
        var footerBytes = FindLength(tail.AsSpan(tail.Length - TrailerBytes), fileBytes, options);
        if (footerBytes + TrailerBytes > tail.Length)
            tail = await ReadTailAsync(source, footerBytes + TrailerBytes, cancellation).ConfigureAwait(false);
        return tail.AsMemory(tail.Length - TrailerBytes - footerBytes, footerBytes);
    }

    private static int FindLength(ReadOnlySpan<byte> trailer, long fileBytes, ParquetReaderOptions options)
    {
        var magic = trailer[4..];
        if (magic.SequenceEqual(FileMetadata.EncryptedMagic))
            throw new InvalidDataException("the footer is encrypted: not supported");
        if (!magic.SequenceEqual(FileMetadata.Magic))
            throw new InvalidDataException("not a Parquet file, or one that was never finished: it does not end in PAR1");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (length > fileBytes - FileMetadata.Magic.Length - TrailerBytes)
            throw new InvalidDataException($"a footer of {length} bytes in a file of {fileBytes}");
        if (length > options.MaxFooterBytes)
            throw new InvalidDataException($"a footer of {length} bytes exceeds the limit of {options.MaxFooterBytes}");
        return (int)length;
    }

    private static async ValueTask<byte[]> ReadTailAsync(IRangeSource source, long bytes, CancellationToken cancellation)
    {
        var tail = new byte[bytes];
        await source.ReadAsync(source.Length - bytes, tail, cancellation).ConfigureAwait(false);
        return tail;
    }
}
