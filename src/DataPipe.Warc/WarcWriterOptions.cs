using System.IO.Compression;

namespace DataPipe.Warc;

/// <summary>How records are written.</summary>
public sealed record WarcWriterOptions
{
    /// <summary>Whether each record is compressed as a gzip member of its own, so that it can be read alone. Default true, as ISO 28500:2017, annex D, recommends.</summary>
    public bool Gzip { get; init; } = true;

    /// <summary>How hard gzip tries. Default <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>Whether the standard's version 1.1 is written, which allows fractions of a second in dates; else 1.0, which drops them. Default false: every reader knows 1.0.</summary>
    public bool Version11 { get; init; }

    /// <summary>Whether WARC-Block-Digest, and WARC-Payload-Digest of HTTP messages, are computed (SHA-1, Base32) where the caller gives none. Default true.</summary>
    public bool Digests { get; init; } = true;

    /// <summary>Offset in the file at which writing begins, in bytes; null takes the output's position, or 0 where it has none.</summary>
    public long? StartOffset { get; init; }
}
