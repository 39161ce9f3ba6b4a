namespace DataPipe.Compression.Zstandard;

/// <summary>How a block holds its bytes: RFC 8878, section 3.1.1.2.2.</summary>
internal enum BlockKind
{
    /// <summary>As they are.</summary>
    Raw,

    /// <summary>One byte, repeated.</summary>
    Repeated,

    /// <summary>Compressed.</summary>
    Compressed,

    /// <summary>A kind that does not exist.</summary>
    Reserved,
}
