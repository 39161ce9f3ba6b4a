namespace DataPipe.Warc;

/// <summary>How an archive is compressed.</summary>
public enum WarcCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each record as a gzip member: <c>.warc.gz</c>, ISO 28500:2017, annex D.</summary>
    Gzip,

    /// <summary>Each record as a Zstandard frame, perhaps with a dictionary that stands in front: <c>.warc.zst</c>, a draft of the IIPC.</summary>
    Zstandard,
}
