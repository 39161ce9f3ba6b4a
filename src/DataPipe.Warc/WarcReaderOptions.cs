namespace DataPipe.Warc;

/// <summary>Bounds and checks of reading an archive. The defaults are ours: several times what crawls hold.</summary>
public sealed record WarcReaderOptions
{
    /// <summary>Types of the records that are returned; the others are passed without an object for them, and without their digests checked. Default null: all types.</summary>
    public IReadOnlySet<WarcRecordType>? Types { get; init; }

    /// <summary>Most bytes of a block that are returned; the rest of a longer one is skipped with a warning. Default 256 MiB.</summary>
    public long MaxRecordBytes { get; init; } = 256L << 20;

    /// <summary>Most bytes of a record's header; a record with a longer one is skipped with a warning. Default 64 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 64 << 10;

    /// <summary>Most bytes that one gzip member or Zstandard frame may decode to; the rest of a longer one is skipped with a warning. Default 1 GiB: deflate expands up to 1032 times, Zstandard more.</summary>
    public long MaxMemberBytes { get; init; } = 1L << 30;

    /// <summary>Most warnings held between two calls of <see cref="WarcReader.TakeWarnings"/>; further ones are counted only. Default 1,000.</summary>
    public int MaxHeldWarnings { get; init; } = 1000;

    /// <summary>Whether WARC-Block-Digest and WARC-Payload-Digest (MD5, SHA-1, SHA-2) are checked. A mismatch is a warning and leaves the record as it is. Default false.</summary>
    public bool CheckDigests { get; init; }

    internal bool Returns(WarcRecordType type) => Types?.Contains(type) ?? true;
}
