namespace DataPipe.Compression.Gzip;

/// <summary>What is wrong with a gzip member, or between two.</summary>
internal enum GzipProblem
{
    /// <summary>Nothing: data, checksum and length agree.</summary>
    None,

    /// <summary>Bytes between members, or behind the last one, that begin none.</summary>
    Garbage,

    /// <summary>The input ends inside a member.</summary>
    Truncated,

    /// <summary>The compressed data cannot be decoded further.</summary>
    Corrupt,

    /// <summary>The decoded bytes do not have the checksum (CRC-32) that the member gives.</summary>
    WrongChecksum,

    /// <summary>The decoded bytes are not as many, modulo 2^32, as the member gives.</summary>
    WrongLength,

    /// <summary>The member decodes to more bytes than <see cref="GzipReaderOptions.MaxMemberBytes"/>; the rest of it is skipped.</summary>
    TooLong,

    /// <summary>The header does not have its own checksum; the data is decoded all the same and judged by itself.</summary>
    WrongHeaderChecksum,
}
