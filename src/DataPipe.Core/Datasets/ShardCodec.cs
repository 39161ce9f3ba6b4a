namespace DataPipe.Core.Datasets;

/// <summary>Compression of a shard's pages.</summary>
public enum ShardCodec
{
    /// <summary>Zstandard, level 3: small and fast; needs the system's libzstd to write.</summary>
    Zstandard,

    /// <summary>Snappy: larger, needs nothing.</summary>
    Snappy,

    /// <summary>Gzip: read by everything, slow.</summary>
    Gzip,

    /// <summary>None.</summary>
    None,
}
