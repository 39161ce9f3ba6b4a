namespace DataPipe.Compression.Zstandard;

/// <summary>The header of a block: RFC 8878, section 3.1.1.2. Its size is that of the content, or of what one byte is repeated to.</summary>
internal readonly record struct BlockHeader(BlockKind Kind, int SizeBytes, bool IsLast)
{
    /// <summary>Length of a header.</summary>
    public const int Bytes = 3;

    /// <summary>Bytes behind the header that belong to the block.</summary>
    public int ContentBytes => Kind == BlockKind.Repeated ? 1 : SizeBytes;

    /// <summary>Reads the header at the start of the bytes, which hold at least <see cref="Bytes"/>.</summary>
    /// <exception cref="InvalidDataException">No block of a frame like this begins here.</exception>
    public static BlockHeader ReadAlone(ReadOnlySpan<byte> bytes, in FrameHeader frame)
    {
        var value = bytes[0] | bytes[1] << 8 | bytes[2] << 16;
        var kind = (BlockKind)(value >> 1 & 3);
        if (kind == BlockKind.Reserved) throw Malformed.Because("a block is of the reserved kind");
        if (value >> 3 > frame.BlockBytes) throw Malformed.Because("a block is longer than it may be");
        return new BlockHeader(kind, value >> 3, (value & 1) != 0);
    }

    /// <summary>Reads the header at the start of the bytes, which must hold the content too.</summary>
    /// <exception cref="InvalidDataException">No whole block of a frame like this begins here.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> bytes, in FrameHeader frame)
    {
        if (bytes.Length < Bytes) throw Malformed.Because("the source ends inside the header of a block");
        var block = ReadAlone(bytes, frame);
        if (block.ContentBytes > bytes.Length - Bytes) throw Malformed.Because("the source ends inside a block");
        return block;
    }
}
