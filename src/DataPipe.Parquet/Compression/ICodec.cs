using System.Buffers;

namespace DataPipe.Parquet.Compression;

/// <summary>Compresses and decompresses pages, one at a time; not safe for two threads at once.</summary>
public interface ICodec : IDisposable
{
    /// <summary>The codec's name in the format.</summary>
    CodecKind Kind { get; }

    /// <summary>Appends the compressed form of the source, whole and self-contained, to the destination.</summary>
    void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination);

    /// <summary>Fills the destination with the decompressed source; its length is known beforehand.</summary>
    /// <exception cref="InvalidDataException">The source is malformed, or its content has another length.</exception>
    void Decompress(ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>No source of this many bytes decompresses to more than this: a bound that unmasks a false length before
    /// memory is taken for it.</summary>
    long MaxDecompressedBytes(long compressedBytes);
}
