namespace DataPipe.Compression;

/// <summary>What is wrong with a compressed file.</summary>
public enum DecompressionProblem
{
    /// <summary>Bytes that belong to no compressed unit, cannot be decoded, or do not have the checksum or length they should.</summary>
    Damaged,

    /// <summary>The file ends inside a unit.</summary>
    Truncated,

    /// <summary>A unit decodes to more than <see cref="DecompressionOptions.MaxUnitBytes"/>.</summary>
    TooLong,
}
