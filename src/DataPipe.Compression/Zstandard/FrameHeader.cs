using System.Buffers.Binary;
using System.Globalization;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// The header of a frame: RFC 8878, section 3.1.1.1. How far matches reach back and how many bytes the frame decodes to (null when it does not say), the number of the dictionary it
/// needs or 0, whether a checksum ends it, and the length of the header with its magic number.
/// </summary>
internal readonly record struct FrameHeader(ulong WindowBytes, ulong? ContentBytes, uint DictionaryId, bool HasChecksum, int LengthBytes)
{
    /// <summary>The number that a frame begins with.</summary>
    public const uint Magic = 0xFD2FB528;

    /// <summary>Most bytes of a block, compressed or decoded.</summary>
    public const int MaxBlockBytes = 128 * 1024;

    /// <summary>Most bytes that a block of this frame holds, compressed or decoded.</summary>
    public int BlockBytes => (int)Math.Min(WindowBytes, MaxBlockBytes);

    /// <summary>Whether a number begins a skippable frame: RFC 8878, section 3.1.2.</summary>
    public static bool IsSkippable(uint magic) => (magic & 0xFFFFFFF0) == 0x184D2A50;

    /// <summary>Reads a header that begins with <see cref="Magic"/>; false when it is longer than the bytes.</summary>
    /// <exception cref="InvalidDataException">The header has its reserved bit set.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 5) return false;
        int descriptor = bytes[4];
        var isSingleSegment = (descriptor & 32) != 0;
        var idBytes = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        var contentBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        if ((descriptor & 8) != 0) throw Malformed.Because("the reserved bit of the frame header is set");
        var length = 5 + (isSingleSegment ? 0 : 1) + idBytes + contentBytes;
        if (bytes.Length < length) return false;
        var content = Number(bytes.Slice(length - contentBytes, contentBytes)) + (contentBytes == 2 ? 256u : 0);
        var window = content;
        if (!isSingleSegment)
        {
            var start = 1UL << (10 + (bytes[5] >> 3));
            window = start + start / 8 * (bytes[5] & 7u);
        }
        var id = (uint)Number(bytes.Slice(length - contentBytes - idBytes, idBytes));
        header = new FrameHeader(window, contentBytes == 0 ? null : content, id, (descriptor & 4) != 0, length);
        return true;
    }

    /// <summary>Why the frame cannot be decoded with the dictionary, or with none; null when it can.</summary>
    public string? DictionaryProblem(ZstandardDictionary? dictionary)
    {
        if (DictionaryId == 0 || dictionary?.Id == DictionaryId) return null;
        var present = dictionary is null ? "there is none" : string.Create(CultureInfo.InvariantCulture, $"the one at hand has number {dictionary.Id}");
        return string.Create(CultureInfo.InvariantCulture, $"this Zstandard frame needs the dictionary number {DictionaryId}, and {present}");
    }

    private static ulong Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        bytes.CopyTo(wide);
        return BinaryPrimitives.ReadUInt64LittleEndian(wide);
    }
}
