namespace DataPipe.Parquet.Compression;

/// <summary>How pages are compressed; the numbers are those of the format.</summary>
public enum CodecKind
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy, without its framing: fast, about half the ratio of Zstandard.</summary>
    Snappy = 1,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip = 2,

    /// <summary>LZO; neither read nor written.</summary>
    Lzo = 3,

    /// <summary>Brotli (RFC 7932).</summary>
    Brotli = 4,

    /// <summary>LZ4 in Hadoop's deprecated framing, or in what others took for it; read only.</summary>
    Lz4 = 5,

    /// <summary>Zstandard (RFC 8878), by the system's libzstd.</summary>
    Zstandard = 6,

    /// <summary>An LZ4 block without framing: the fastest, about as small as Snappy.</summary>
    Lz4Raw = 7,
}
