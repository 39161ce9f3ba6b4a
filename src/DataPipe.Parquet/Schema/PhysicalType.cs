namespace DataPipe.Parquet.Schema;

/// <summary>How the values of a leaf column are stored; the numbers are those of the format.</summary>
public enum PhysicalType
{
    /// <summary>One bit a value.</summary>
    Boolean = 0,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 1,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 2,

    /// <summary>12 bytes, a deprecated time stamp of nanoseconds of the day and Julian day; read only.</summary>
    Int96 = 3,

    /// <summary>IEEE 754 number of 32 bits.</summary>
    Float = 4,

    /// <summary>IEEE 754 number of 64 bits.</summary>
    Double = 5,

    /// <summary>Bytes of any length.</summary>
    ByteArray = 6,

    /// <summary>Bytes of one length declared in the schema.</summary>
    FixedLenByteArray = 7,
}
