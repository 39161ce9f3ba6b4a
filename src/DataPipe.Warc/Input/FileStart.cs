using System.Globalization;
using System.Text;
using DataPipe.Compression.Gzip;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Arc;

namespace DataPipe.Warc.Input;

/// <summary>Tells from its first bytes what a file is.</summary>
internal static class FileStart
{
    /// <summary>Bytes that tell what a sound file is.</summary>
    public const int SureBytes = 16;

    /// <summary>Bytes searched for something to read, when the file does not begin with it.</summary>
    public const int SearchedBytes = 64 * 1024;

    /// <summary>What a file can be.</summary>
    public enum Kind { Unknown, Gzip, Zstandard, Plain, Arc }

    /// <summary>Bytes that hold the first line of an ARC record, with the longest URL that is met.</summary>
    public const int LineBytes = 4096;

    /// <summary>What the file is, or becomes behind a damaged start.</summary>
    public static Kind Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return Kind.Unknown;
        if (GzipHeader.CouldStart(bytes)) return Kind.Gzip;
        if (bytes.Length >= 4 && FrameStart.CouldBe(bytes)) return Kind.Zstandard;
        if (RecordStart.CouldBeAt(bytes)) return Kind.Plain;
        if (IsArc(bytes)) return Kind.Arc;
        var gzip = GzipHeader.Find(bytes);
        var plain = bytes.IndexOf("\nWARC/1."u8);
        if (gzip < 0 && plain < 0) return Kind.Unknown;
        return gzip >= 0 && (plain < 0 || gzip < plain) ? Kind.Gzip : Kind.Plain;
    }

    /// <summary>Whether an ARC file, or a record out of one, begins like that.</summary>
    public static bool IsArc(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("filedesc://"u8)) return true;
        var end = bytes.IndexOf((byte)'\n');
        return end > 0 && ArcLine.TryParse(bytes[..end], out _);
    }

    /// <summary>The first bytes, for a message.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        var first = bytes[..Math.Min(bytes.Length, 16)];
        return first.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? $"'{Encoding.ASCII.GetString(first)}'" : $"the bytes {Convert.ToHexString(first).ToLower(CultureInfo.InvariantCulture)}";
    }
}
