namespace DataPipe.Parquet.Encodings;

/// <summary>How the values or levels of a page are encoded; the numbers are those of the format.</summary>
public enum PageEncoding
{
    /// <summary>Values one after another.</summary>
    Plain = 0,

    /// <summary>Positions in a dictionary, by its name of the format's first version.</summary>
    PlainDictionary = 2,

    /// <summary>Runs and bit-packed groups: levels, and truth values.</summary>
    Rle = 3,

    /// <summary>Levels bit-packed from the most significant bit; deprecated, read only.</summary>
    BitPacked = 4,

    /// <summary>Differences of integers, bit-packed.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>Lengths as differences, then bytes.</summary>
    DeltaLengthByteArray = 6,

    /// <summary>Lengths of shared prefixes, then suffixes.</summary>
    DeltaByteArray = 7,

    /// <summary>Positions in a dictionary, in runs and bit-packed groups.</summary>
    RleDictionary = 8,

    /// <summary>First bytes of all values, then second bytes, and so on.</summary>
    ByteStreamSplit = 9,
}
