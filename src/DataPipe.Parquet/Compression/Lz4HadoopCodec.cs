using System.Buffers;
using System.Buffers.Binary;

namespace DataPipe.Parquet.Compression;

/// <summary>The deprecated LZ4, read only. Its writers never agreed: Hadoop's put their own framing around blocks, others wrote
/// a bare block or an LZ4 frame.</summary>
internal sealed class Lz4HadoopCodec : ICodec
{
    private const uint FrameMagic = 0x184D2204;

    public CodecKind Kind => CodecKind.Lz4;

    // As that of LZ4_RAW, for each of any number of blocks.
    public long MaxDecompressedBytes(long compressedBytes) => (compressedBytes * 255) + 64;

    /// <exception cref="NotSupportedException">Always: LZ4_RAW takes its place.</exception>
    public void Compress(ReadOnlySpan<byte> source, IBufferWriter<byte> destination) =>
        throw new NotSupportedException("codec Lz4 is deprecated and not written: use Lz4Raw");

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(source) == FrameMagic
            && Lz4Frame.Decompress(source, destination) == destination.Length)
            return;
        if (TryDecompressHadoop(source, destination))
            return;
        var written = Lz4Block.Decompress(source, destination);
        if (written != destination.Length)
            throw new InvalidDataException($"an LZ4 page of {written} bytes claims {destination.Length}");
    }

    public void Dispose()
    {
    }

    // Each part: its length, then blocks behind their own length until that is reached; lengths are big-endian.
    private static bool TryDecompressHadoop(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            if (!TryReadLength(ref source, out var part) || part > (uint)(destination.Length - written))
                return false;
            for (var end = written + (int)part; written < end;)
            {
                if (!TryReadLength(ref source, out var compressed) || compressed == 0 || compressed > (uint)source.Length)
                    return false;
                try
                {
                    // Blocks of this framing know nothing of each other.
                    written += Lz4Block.Decompress(source[..(int)compressed], destination[written..end]);
                }
                catch (InvalidDataException)
                {
                    return false;
                }
                source = source[(int)compressed..];
            }
        }
        return written == destination.Length;
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> source, out uint length)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(source, out length))
            return false;
        source = source[sizeof(uint)..];
        return true;
    }
}
