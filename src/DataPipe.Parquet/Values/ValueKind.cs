namespace DataPipe.Parquet.Values;

/// <summary>What a <see cref="ParquetValue"/> is.</summary>
public enum ValueKind
{
    /// <summary>Absent.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed integer of up to 64 bits.</summary>
    Integer,

    /// <summary>An unsigned integer of up to 64 bits.</summary>
    UnsignedInteger,

    /// <summary>An IEEE 754 number of 16, 32 or 64 bits.</summary>
    Real,

    /// <summary>An integer of any size and a scale.</summary>
    Decimal,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A time stamp, of UTC or of a clock without time zone.</summary>
    Timestamp,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Values of one field, one after another.</summary>
    List,

    /// <summary>Keys and their values, in the order of the file; a key may come twice.</summary>
    Map,

    /// <summary>Fields with their names.</summary>
    Struct,
}
