using System.Globalization;
using System.Text;
using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Input;

/// <summary>Tells from its first bytes what a file is.</summary>
internal static class FileStart
{
    /// <summary>Bytes that tell what a sound file is.</summary>
    public const int SureBytes = 16;

    /// <summary>Bytes searched for something to read, when the file does not begin with it.</summary>
    public const int SearchedBytes = 64 * 1024;

    /// <summary>What a file can be.</summary>
    public enum Kind { Unknown, Gzip, Plain, Arc }

    /// <summary>How an ARC file begins.</summary>
    public static ReadOnlySpan<byte> ArcStart => "filedesc://"u8;

    /// <summary>What the file is, or becomes behind a damaged start.</summary>
    public static Kind Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return Kind.Unknown;
        if (GzipHeader.CouldStart(bytes)) return Kind.Gzip;
        if (RecordStart.CouldBeAt(bytes)) return Kind.Plain;
        if (bytes.StartsWith(ArcStart)) return Kind.Arc;
        var gzip = GzipHeader.Find(bytes);
        var plain = bytes.IndexOf("\nWARC/1."u8);
        if (gzip < 0 && plain < 0) return Kind.Unknown;
        return gzip >= 0 && (plain < 0 || gzip < plain) ? Kind.Gzip : Kind.Plain;
    }

    /// <summary>The first bytes, for a message.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        var first = bytes[..Math.Min(bytes.Length, 16)];
        return first.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? $"'{Encoding.ASCII.GetString(first)}'" : $"the bytes {Convert.ToHexString(first).ToLower(CultureInfo.InvariantCulture)}";
    }
}
