using System.Buffers.Binary;
using DataPipe.Compression.Checksums;

namespace DataPipe.Compression.Gzip;

/// <summary>The header of a gzip member: RFC 1952, section 2.3.</summary>
internal static class GzipHeader
{
    /// <summary>Length of a header without optional fields, in bytes.</summary>
    public const int MinBytes = 10;

    /// <summary>Longest header taken for one, in bytes: its optional name and comment have no bound of their own.</summary>
    public const int MaxBytes = 32 * 1024;

    private const int HeaderChecksum = 2;
    private const int Extra = 4;
    private const int Name = 8;
    private const int Comment = 16;
    private const int Reserved = 0xE0;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    /// <summary>How a header reads.</summary>
    public enum Reading { Complete, Incomplete, None }

    /// <summary>Whether the bytes, however few, could begin a member.</summary>
    public static bool CouldStart(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 3 ? bytes.StartsWith(Magic) : bytes.Length > 0 && Magic.StartsWith(bytes);

    /// <summary>Reads a header at the start of the bytes: its length, and whether a header checksum in it is wrong.</summary>
    public static Reading Read(ReadOnlySpan<byte> bytes, out int length, out bool checksumWrong)
    {
        length = 0;
        checksumWrong = false;
        if (!CouldStart(bytes)) return Reading.None;
        if (bytes.Length < MinBytes) return Reading.Incomplete;
        var flags = bytes[3];
        if ((flags & Reserved) != 0) return Reading.None;
        var at = MinBytes;
        if ((flags & Extra) != 0)
        {
            if (bytes.Length < at + 2) return Short(bytes);
            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        }
        for (var text = Name; text <= Comment; text <<= 1)
        {
            if ((flags & text) == 0) continue;
            if (at > bytes.Length) return Short(bytes);
            var end = bytes[at..].IndexOf((byte)0);
            if (end < 0) return Short(bytes);
            at += end + 1;
        }
        var checksumAt = at;
        if ((flags & HeaderChecksum) != 0) at += 2;
        if (at > bytes.Length) return Short(bytes);
        if (at != checksumAt)
            checksumWrong = BinaryPrimitives.ReadUInt16LittleEndian(bytes[checksumAt..]) != (ushort)Crc32.Append(0, bytes[..checksumAt]);
        length = at;
        return Reading.Complete;
    }

    /// <summary>
    /// Index of the first place that looks like a header, or -1: the magic bytes and no reserved flag, a compression hint and a system code (RFC 1952, and those zlib adds) that
    /// writers use. Ten bytes are needed to judge, so the last nine are not searched.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (true)
        {
            var hit = bytes[from..].IndexOf(Magic);
            if (hit < 0 || from + hit + MinBytes > bytes.Length) return -1;
            from += hit;
            var hint = bytes[from + 8];
            var system = bytes[from + 9];
            if ((bytes[from + 3] & Reserved) == 0 && hint is 0 or 2 or 4 && system is <= 19 or 255) return from;
            from++;
        }
    }

    private static Reading Short(ReadOnlySpan<byte> bytes) => bytes.Length >= MaxBytes ? Reading.None : Reading.Incomplete;
}
