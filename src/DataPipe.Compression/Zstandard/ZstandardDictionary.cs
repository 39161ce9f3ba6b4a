using System.Buffers.Binary;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// A dictionary: content that the first matches of a frame may point into, and, when it is formatted (RFC 8878, section 5), the tables and offsets a frame begins with.
/// Immutable; many readers may use one.
/// </summary>
internal sealed class ZstandardDictionary
{
    /// <summary>The number that a formatted dictionary begins with.</summary>
    public const uint Magic = 0xEC30A437;

    /// <summary>A dictionary of these bytes, which are kept: formatted when they begin with <see cref="Magic"/>, else plain content.</summary>
    /// <exception cref="InvalidDataException">The dictionary is formatted and malformed.</exception>
    public ZstandardDictionary(byte[] bytes)
    {
        Bytes = bytes;
        ContentOffset = 0;
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return;
        Id = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        var tables = new EntropyTables();
        var at = 8;
        at += tables.Huffman.ReadTree(bytes.AsSpan(at));
        at += tables.Offsets.Read(bytes.AsSpan(at), SequenceCode.Offsets);
        at += tables.MatchLengths.Read(bytes.AsSpan(at), SequenceCode.MatchLengths);
        at += tables.LiteralLengths.Read(bytes.AsSpan(at), SequenceCode.LiteralLengths);
        if (bytes.Length - at < 12) throw Malformed.Because("a dictionary is cut short");
        ContentOffset = at + 12;
        Span<uint> offsets = stackalloc uint[3];
        for (var i = 0; i < 3; i++)
        {
            offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4 * i));
            if (offsets[i] == 0 || offsets[i] > (uint)(bytes.Length - ContentOffset)) throw Malformed.Because("an offset of a dictionary points outside of it");
        }
        RepeatOffsets = (offsets[0], offsets[1], offsets[2]);
        Tables = tables;
    }

    /// <summary>The whole dictionary.</summary>
    public byte[] Bytes { get; }

    /// <summary>Where its content begins in <see cref="Bytes"/>.</summary>
    public int ContentOffset { get; }

    /// <summary>The number that frames name it by; 0 when it has none.</summary>
    public uint Id { get; }

    /// <summary>The tables of a formatted dictionary, or null.</summary>
    public EntropyTables? Tables { get; }

    /// <summary>The offsets that a frame begins with.</summary>
    public (uint First, uint Second, uint Third) RepeatOffsets { get; } = (1, 4, 8);
}
