using System.Buffers.Binary;
using System.Globalization;
using DataPipe.Compression.Checksums;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// Decompresses Zstandard (RFC 8878) from memory to memory, without libzstd: frames one after another, straight into the destination, checksums and lengths checked.
/// Not safe for two threads at once.
/// </summary>
internal sealed unsafe class ZstandardDecoder
{
    private readonly ZstandardDictionary? _dictionary;
    private readonly BlockDecoder _blocks = new();

    /// <summary>A decoder of frames that were made with the dictionary, or without one.</summary>
    public ZstandardDecoder(ZstandardDictionary? dictionary = null) => _dictionary = dictionary;

    /// <summary>Decodes all frames of the source; gives the number of bytes.</summary>
    /// <exception cref="InvalidDataException">The source is malformed, or decodes to more than the destination holds.</exception>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            // An empty span has no address, and pointers into it are compared.
            byte nothing;
            var start = to is null ? &nothing : to;
            var written = start;
            for (var at = 0; at < source.Length;) at += DecodeFrame(from + at, source.Length - at, ref written, start + destination.Length);
            return (int)(written - start);
        }
    }

    /// <summary>Decodes all frames of the source into an array of its own.</summary>
    /// <exception cref="InvalidDataException">The source is malformed, or decodes to more than <paramref name="maxBytes"/>.</exception>
    public byte[] Decode(ReadOnlySpan<byte> source, int maxBytes)
    {
        var bytes = new byte[(int)Math.Min(Bound(source), maxBytes)];
        var length = Decode(source, bytes.AsSpan());
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>The most bytes that the frames of the source can decode to, by the headers of their blocks.</summary>
    /// <exception cref="InvalidDataException">The source is malformed.</exception>
    public static long Bound(ReadOnlySpan<byte> source)
    {
        var bound = 0L;
        while (!source.IsEmpty)
        {
            if (SkippableBytes(source) is { } skipped)
            {
                source = source[skipped..];
                continue;
            }
            var header = ReadHeader(source);
            source = source[header.LengthBytes..];
            BlockHeader block;
            do
            {
                block = BlockHeader.Read(source, header);
                bound += block.Kind == BlockKind.Compressed ? header.BlockBytes : block.SizeBytes;
                source = source[(BlockHeader.Bytes + block.ContentBytes)..];
            }
            while (!block.IsLast);
            if (header.HasChecksum) source = source[Math.Min(4, source.Length)..];
        }
        return bound;
    }

    private int DecodeFrame(byte* from, int sourceBytes, ref byte* written, byte* end)
    {
        var source = new ReadOnlySpan<byte>(from, sourceBytes);
        if (SkippableBytes(source) is { } skipped) return skipped;
        var header = ReadHeader(source);
        if (header.DictionaryProblem(_dictionary) is { } problem) throw Malformed.Because(problem);
        _blocks.Start(_dictionary);
        var start = written;
        var at = header.LengthBytes;
        BlockHeader block;
        do
        {
            block = BlockHeader.Read(source[at..], header);
            at += BlockHeader.Bytes;
            var decoded = (ulong)(written - start);
            var isDictionaryInReach = decoded <= header.WindowBytes;
            var history = isDictionaryInReach ? start : written - header.WindowBytes;
            var limit = written + Math.Min(header.BlockBytes, end - written);
            if (block.Kind != BlockKind.Compressed && block.SizeBytes > limit - written) throw TooLong(end - written + (long)decoded);
            switch (block.Kind)
            {
                case BlockKind.Raw:
                    source.Slice(at, block.SizeBytes).CopyTo(new Span<byte>(written, block.SizeBytes));
                    written += block.SizeBytes;
                    break;
                case BlockKind.Repeated:
                    new Span<byte>(written, block.SizeBytes).Fill(source[at]);
                    written += block.SizeBytes;
                    break;
                default:
                    written += _blocks.Decode(from + at, block.SizeBytes, new BlockDecoder.Output(history, written, limit, end, header.BlockBytes, isDictionaryInReach));
                    break;
            }
            at += block.ContentBytes;
        }
        while (!block.IsLast);
        if (header.ContentBytes is { } expected && expected != (ulong)(written - start))
            throw Malformed.Because(string.Create(CultureInfo.InvariantCulture, $"a frame decodes to {written - start} bytes and gives {expected}"));
        if (!header.HasChecksum) return at;
        if (sourceBytes - at < 4) throw Malformed.Because("the source ends inside the checksum of a frame");
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[at..]) != (uint)XxHash64.Compute(new ReadOnlySpan<byte>(start, (int)(written - start))))
            throw Malformed.Because("a frame does not have its checksum");
        return at + 4;
    }

    private static FrameHeader ReadHeader(ReadOnlySpan<byte> source)
    {
        if (source.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(source) != FrameHeader.Magic) throw Malformed.Because("no Zstandard frame begins here");
        return FrameHeader.TryRead(source, out var header) ? header : throw Malformed.Because("the source ends inside the header of a frame");
    }

    // The length of the skippable frame at the start, or null when there is none.
    private static int? SkippableBytes(ReadOnlySpan<byte> source)
    {
        if (source.Length < 4 || !FrameHeader.IsSkippable(BinaryPrimitives.ReadUInt32LittleEndian(source))) return null;
        if (source.Length < 8) throw Malformed.Because("the source ends inside the header of a skippable frame");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
        if (length > source.Length - 8) throw Malformed.Because("the source ends inside a skippable frame");
        return 8 + (int)length;
    }

    private static InvalidDataException TooLong(long bytes) =>
        Malformed.Because(string.Create(CultureInfo.InvariantCulture, $"a block is longer than it may be, or the source decodes to more than the {bytes} bytes there is room for"));
}
