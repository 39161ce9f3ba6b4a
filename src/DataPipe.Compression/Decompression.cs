namespace DataPipe.Compression;

/// <summary>Finds how a file is compressed, and what decompresses it.</summary>
public static class Decompression
{
    /// <summary>First bytes of a file that suffice for <see cref="Detect"/>.</summary>
    public const int StartBytes = 10;

    /// <summary>How a file that begins with these bytes is compressed.</summary>
    public static CompressionKind Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] => CompressionKind.Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => CompressionKind.Zstandard,
        // A skippable frame, which may stand first: RFC 8878, section 3.1.2.
        [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => CompressionKind.Zstandard,
        // "BZh" and a digit may begin a text; the digits of pi (a block) or of its root (the end) behind them do not.
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => CompressionKind.Bzip2,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => CompressionKind.Bzip2,
        _ => CompressionKind.None,
    };

    /// <summary>
    /// Decompresses a stream that stands at the start of a file, and disposes it at the end. After damage gzip goes on at the next member and Zstandard at the next frame; bzip2 ends.
    /// Of a unit that breaks off, gzip gives all bytes before the damage, Zstandard those of the whole blocks (up to 128 KiB each) and bzip2 those of the whole blocks (up to 900 kB
    /// each) before it. Zstandard and gzip read the stream asynchronously, bzip2 synchronously.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="CompressionKind.None"/>.</exception>
    public static IDecompressor Open(Stream input, CompressionKind kind, DecompressionOptions options, Action<DecompressionWarning> warn) => kind switch
    {
        CompressionKind.Gzip => new GzipDecompressor(input, options, warn),
        CompressionKind.Zstandard => new ZstandardDecompressor(input, options, warn),
        CompressionKind.Bzip2 => new Bzip2Decompressor(input, options, warn),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is nothing to decompress"),
    };
}
