namespace DataPipe.Compression;

/// <summary>How a file is compressed.</summary>
public enum CompressionKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>Zstandard, RFC 8878.</summary>
    Zstandard,

    /// <summary>bzip2.</summary>
    Bzip2,
}
