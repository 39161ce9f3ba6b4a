using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Format;

/// <summary>The older numbering of what values mean, ConvertedType, which writers keep beside the newer for old readers.</summary>
internal static class LogicalTypes
{
    // The position of a meaning is its number in the format.
    private static readonly LogicalType[] Converted =
    [
        LogicalType.String, LogicalType.Map, LogicalType.MapKeyValue, LogicalType.List, LogicalType.Enum, LogicalType.Decimal,
        LogicalType.Date, LogicalType.TimeMillis, LogicalType.TimeMicros, LogicalType.TimestampMillis,
        LogicalType.TimestampMicros, LogicalType.UInt8, LogicalType.UInt16, LogicalType.UInt32, LogicalType.UInt64,
        LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.Int64, LogicalType.Json, LogicalType.Bson,
        LogicalType.Interval,
    ];

    public static LogicalType FromConverted(int number) =>
        (uint)number < (uint)Converted.Length ? Converted[number] : LogicalType.Unknown;

    /// <summary>The older number of a meaning, or null when it has none.</summary>
    public static int? ToConverted(LogicalType logical)
    {
        var number = Array.IndexOf(Converted, logical);
        return number < 0 ? null : number;
    }

    /// <summary>The meaning of an integer of the given width, as the newer annotation states it.</summary>
    public static LogicalType Integer(int bits, bool isSigned) => (bits, isSigned) switch
    {
        (8, true) => LogicalType.Int8,
        (16, true) => LogicalType.Int16,
        (32, true) => LogicalType.Int32,
        (64, true) => LogicalType.Int64,
        (8, false) => LogicalType.UInt8,
        (16, false) => LogicalType.UInt16,
        (32, false) => LogicalType.UInt32,
        (64, false) => LogicalType.UInt64,
        _ => LogicalType.Unknown,
    };

    /// <summary>The meaning of a time stamp whose unit is field 1, 2 or 3 of the union TimeUnit.</summary>
    public static LogicalType Timestamp(int unit, bool isUtc) => (unit, isUtc) switch
    {
        (1, true) => LogicalType.TimestampMillis,
        (2, true) => LogicalType.TimestampMicros,
        (3, true) => LogicalType.TimestampNanos,
        (1, false) => LogicalType.LocalTimestampMillis,
        (2, false) => LogicalType.LocalTimestampMicros,
        (3, false) => LogicalType.LocalTimestampNanos,
        _ => LogicalType.Unknown,
    };

    /// <summary>The meaning of a time of day whose unit is field 1, 2 or 3 of the union TimeUnit.</summary>
    public static LogicalType Time(int unit) => unit switch
    {
        1 => LogicalType.TimeMillis,
        2 => LogicalType.TimeMicros,
        3 => LogicalType.TimeNanos,
        _ => LogicalType.Unknown,
    };

    /// <summary>Width and sign of an integer's meaning, the inverse of <see cref="Integer"/>.</summary>
    public static (int Bits, bool IsSigned) Width(LogicalType logical) => logical switch
    {
        LogicalType.Int8 => (8, true),
        LogicalType.Int16 => (16, true),
        LogicalType.Int32 => (32, true),
        LogicalType.Int64 => (64, true),
        LogicalType.UInt8 => (8, false),
        LogicalType.UInt16 => (16, false),
        LogicalType.UInt32 => (32, false),
        LogicalType.UInt64 => (64, false),
        _ => throw new ArgumentOutOfRangeException(nameof(logical), logical, "no integer of a stated width"),
    };

    /// <summary>The unit of a time or time stamp as the field of the union TimeUnit.</summary>
    public static int Unit(LogicalType logical) => logical switch
    {
        LogicalType.TimeMillis or LogicalType.TimestampMillis or LogicalType.LocalTimestampMillis => 1,
        LogicalType.TimeMicros or LogicalType.TimestampMicros or LogicalType.LocalTimestampMicros => 2,
        LogicalType.TimeNanos or LogicalType.TimestampNanos or LogicalType.LocalTimestampNanos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(logical), logical, "neither time nor time stamp"),
    };

    /// <summary>Whether a time stamp belongs to a clock without time zone.</summary>
    public static bool IsLocal(LogicalType logical) =>
        logical is LogicalType.LocalTimestampMillis or LogicalType.LocalTimestampMicros or LogicalType.LocalTimestampNanos;
}
