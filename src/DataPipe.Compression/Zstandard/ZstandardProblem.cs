namespace DataPipe.Compression.Zstandard;

/// <summary>What is wrong with a Zstandard frame, or at a place of a file of them.</summary>
internal enum ZstandardProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Bytes that belong to no frame.</summary>
    Garbage,

    /// <summary>The file ends inside the frame.</summary>
    Truncated,

    /// <summary>The frame cannot be decoded to its end.</summary>
    Corrupt,

    /// <summary>The decoded bytes do not have the checksum of the frame.</summary>
    WrongChecksum,

    /// <summary>The decoded bytes are not as many as the frame gives.</summary>
    WrongLength,

    /// <summary>The frame decodes to more bytes than allowed.</summary>
    TooLong,

    /// <summary>The frame asks for a larger window than allowed.</summary>
    WindowTooLarge,

    /// <summary>The frame needs a dictionary that is not at hand.</summary>
    MissingDictionary,
}
