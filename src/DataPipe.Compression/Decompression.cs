namespace DataPipe.Compression;

/// <summary>Finds how a file is compressed, and what decompresses it.</summary>
public static class Decompression
{
    /// <summary>First bytes of a file that suffice for <see cref="Detect"/>.</summary>
    public const int StartBytes = 4;

    /// <summary>How a file that begins with these bytes is compressed.</summary>
    public static CompressionKind Detect(ReadOnlySpan<byte> start) =>
        start is [0x1F, 0x8B, ..] ? CompressionKind.Gzip : CompressionKind.None;

    /// <summary>Decompresses a stream that stands at the start of a file, and disposes it at the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="CompressionKind.None"/>.</exception>
    public static IDecompressor Open(Stream input, CompressionKind kind, DecompressionOptions options, Action<DecompressionWarning> warn) => kind switch
    {
        CompressionKind.Gzip => new GzipDecompressor(input, options, warn),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is nothing to decompress"),
    };
}
