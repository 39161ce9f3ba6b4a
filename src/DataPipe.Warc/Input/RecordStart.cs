using System.Text;

namespace DataPipe.Warc.Input;

/// <summary>Where a record begins.</summary>
internal static class RecordStart
{
    /// <summary>Bytes needed to tell: <c>WARC/1.0</c>.</summary>
    public const int VersionBytes = 8;

    // FindIn needs the version line and the start of a field name behind it.
    private const int LookAheadBytes = 24;

    /// <summary>Whether the bytes begin with the version line of a record.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= VersionBytes && bytes.StartsWith("WARC/"u8) && char.IsAsciiDigit((char)bytes[5]) && bytes[6] == (byte)'.' && char.IsAsciiDigit((char)bytes[7]);

    /// <summary>Whether the bytes, however few, could begin a version line.</summary>
    public static bool CouldBeAt(ReadOnlySpan<byte> bytes) => bytes.Length >= VersionBytes ? IsAt(bytes) : "WARC/1.0"u8.StartsWith(bytes) || "WARC/1.1"u8.StartsWith(bytes);

    /// <summary>Bytes that begin no record and can be passed: up to the next line that begins one, or else to the last place that could still become one. At least one.</summary>
    public static int Skip(ReadOnlySpan<byte> bytes, out bool atLineStart)
    {
        atLineStart = true;
        var hit = bytes.IndexOf("\nWARC/"u8);
        if (hit >= 0) return hit + 1;
        var tail = bytes[Math.Max(0, bytes.Length - VersionBytes)..].LastIndexOf((byte)'\n');
        if (tail >= 0) return Math.Max(0, bytes.Length - VersionBytes) + tail + 1;
        atLineStart = false;
        return bytes.Length;
    }

    /// <summary>
    /// Index of a record inside a block whose length proved wrong, or -1. It must begin a line behind an empty one, and a line that can only be
    /// a record's first field must follow: a page about WARC may well show a version line.
    /// </summary>
    public static int FindIn(ReadOnlySpan<byte> block)
    {
        for (var from = 0; ;)
        {
            var hit = block[from..].IndexOf("\nWARC/"u8);
            if (hit < 0) return -1;
            var at = from + hit + 1;
            from = at;
            if (!IsAt(block[at..])) continue;
            var before = block[..(at - 1)].TrimEnd((byte)'\r');
            if (before.Length > 0 && before[^1] != (byte)'\n') continue;
            var lineEnd = block[at..].IndexOf((byte)'\n');
            if (lineEnd < 0) continue;
            var next = block[(at + lineEnd + 1)..];
            if (StartsWith(next, "WARC-") || StartsWith(next, "Content-")) return at;
        }
    }

    /// <summary>Index of a record that begins in the last bytes of a block and goes on behind it, or -1.</summary>
    public static int FindAcross(ReadOnlySpan<byte> block, ReadOnlySpan<byte> next)
    {
        Span<byte> joined = stackalloc byte[VersionBytes];
        for (var at = Math.Max(1, block.Length - LookAheadBytes); at < block.Length; at++)
        {
            if (block[at - 1] != (byte)'\n') continue;
            var held = block[at..Math.Min(block.Length, at + VersionBytes)];
            held.CopyTo(joined);
            if (held.Length + next.Length < VersionBytes) continue;
            next[..(VersionBytes - held.Length)].CopyTo(joined[held.Length..]);
            if (IsAt(joined)) return at;
        }
        return -1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string text) => bytes.Length >= text.Length && Ascii.EqualsIgnoreCase(bytes[..text.Length], text);
}
