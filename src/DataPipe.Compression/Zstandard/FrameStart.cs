using System.Buffers.Binary;

namespace DataPipe.Compression.Zstandard;

/// <summary>The start of any frame, of data or skippable.</summary>
internal static class FrameStart
{
    /// <summary>Length of the shortest header: of a skippable frame its number and its length; of a frame of data no less with its first block.</summary>
    public const int MinBytes = 8;

    /// <summary>Whether the bytes, however few but at least one, could begin a frame.</summary>
    public static bool CouldBe(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> data = [0x28, 0xB5, 0x2F, 0xFD], skippable = [0x50, 0x2A, 0x4D, 0x18];
        var count = Math.Min(4, bytes.Length);
        return data.StartsWith(bytes[..count]) || ((bytes[0] & 0xF0) == 0x50 && skippable[1..].StartsWith(bytes[1..count]));
    }

    /// <summary>The number that the bytes begin with, or 0 when they are too few.</summary>
    public static uint MagicOf(ReadOnlySpan<byte> bytes) => bytes.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>Reads the header of a frame; false when it is longer than the bytes. That of a skippable frame is empty but for its length.</summary>
    /// <exception cref="InvalidDataException">The header has its reserved bit set.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header, out int lengthBytes)
    {
        header = default;
        lengthBytes = MinBytes;
        if (FrameHeader.IsSkippable(MagicOf(bytes))) return bytes.Length >= MinBytes;
        var isRead = FrameHeader.TryRead(bytes, out header);
        lengthBytes = header.LengthBytes;
        return isRead;
    }
}
