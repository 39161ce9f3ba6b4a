using System.IO.Compression;

namespace DataPipe.Warc;

/// <summary>How records are written.</summary>
public sealed record WarcWriterOptions
{
    /// <summary>How each record is compressed, by itself, so that it can be read alone. Default gzip, as ISO 28500:2017, annex D, recommends; Zstandard needs the system's libzstd.</summary>
    public WarcCompression Compression { get; init; } = WarcCompression.Gzip;

    /// <summary>How hard gzip tries. Default <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>How hard Zstandard tries, from -131072, the fastest, to 22. Default 3, the library's own.</summary>
    public int ZstandardLevel { get; init; } = 3;

    /// <summary>
    /// A dictionary that Zstandard compresses with, as <c>zstd --train</c> makes it from such records: small ones become several times smaller. It is written in front of the records,
    /// and not when writing begins behind the start of a file that has it already. Default null: none.
    /// </summary>
    public ReadOnlyMemory<byte>? ZstandardDictionary { get; init; }

    /// <summary>Whether the standard's version 1.1 is written, which allows fractions of a second in dates; else 1.0, which drops them. Default false: every reader knows 1.0.</summary>
    public bool Version11 { get; init; }

    /// <summary>Whether WARC-Block-Digest, and WARC-Payload-Digest of HTTP messages, are computed (SHA-1, Base32) where the caller gives none. Default true.</summary>
    public bool Digests { get; init; } = true;

    /// <summary>Offset in the file at which writing begins, in bytes; null takes the output's position, or 0 where it has none.</summary>
    public long? StartOffset { get; init; }
}
