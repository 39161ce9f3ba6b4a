namespace DataPipe.Parquet.Schema;

/// <summary>What the stored values of a field mean.</summary>
public enum LogicalType
{
    /// <summary>The physical type alone.</summary>
    None,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>A JSON text in UTF-8.</summary>
    Json,

    /// <summary>The name of an enumeration's value in UTF-8.</summary>
    Enum,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    TimestampMicros,

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    TimestampMillis,

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    TimestampNanos,

    /// <summary>Microseconds since 1970-01-01T00:00:00 on a clock without time zone.</summary>
    LocalTimestampMicros,

    /// <summary>Milliseconds since 1970-01-01T00:00:00 on a clock without time zone.</summary>
    LocalTimestampMillis,

    /// <summary>Nanoseconds since 1970-01-01T00:00:00 on a clock without time zone.</summary>
    LocalTimestampNanos,

    /// <summary>Milliseconds since midnight.</summary>
    TimeMillis,

    /// <summary>Microseconds since midnight.</summary>
    TimeMicros,

    /// <summary>Nanoseconds since midnight.</summary>
    TimeNanos,

    /// <summary>A group that holds a list.</summary>
    List,

    /// <summary>A group that holds keys and values.</summary>
    Map,

    /// <summary>The repeated group inside a map, as old writers mark it.</summary>
    MapKeyValue,

    /// <summary>Signed integer of 8 bits.</summary>
    Int8,

    /// <summary>Signed integer of 16 bits.</summary>
    Int16,

    /// <summary>Signed integer of 32 bits.</summary>
    Int32,

    /// <summary>Signed integer of 64 bits.</summary>
    Int64,

    /// <summary>Unsigned integer of 8 bits.</summary>
    UInt8,

    /// <summary>Unsigned integer of 16 bits.</summary>
    UInt16,

    /// <summary>Unsigned integer of 32 bits.</summary>
    UInt32,

    /// <summary>Unsigned integer of 64 bits.</summary>
    UInt64,

    /// <summary>A decimal number: an integer and a fixed scale.</summary>
    Decimal,

    /// <summary>A UUID of 16 bytes.</summary>
    Uuid,

    /// <summary>A BSON document.</summary>
    Bson,

    /// <summary>Months, days and milliseconds.</summary>
    Interval,

    /// <summary>IEEE 754 number of 16 bits.</summary>
    Float16,

    /// <summary>A column that holds nulls alone.</summary>
    Null,

    /// <summary>An annotation that this library has no name for.</summary>
    Unknown,
}
