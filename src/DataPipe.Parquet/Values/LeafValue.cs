using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Values;

/// <summary>What the stored values of a leaf mean. A meaning that does not go with how the values are stored is left out of account.</summary>
internal static class LeafValue
{
    // The seconds of 1970-01-01 in INT96 are counted from this Julian day.
    private const long JulianDayOf1970 = 2_440_588;
    private const long DayNanoseconds = 86_400_000_000_000;

    // Beyond these a decimal costs more than it can be worth to anyone but an attacker.
    private const int MaxScale = 1000;
    private const int MaxDecimalBytes = 512;

    /// <summary>The kind of a leaf's present values.</summary>
    public static ValueKind KindOf(SchemaNode leaf) => leaf.Physical switch
    {
        PhysicalType.Boolean => ValueKind.Boolean,
        PhysicalType.Float or PhysicalType.Double => ValueKind.Real,
        PhysicalType.Int32 or PhysicalType.Int64 => OfInteger(leaf, 0).Kind,
        _ => OfBytes(leaf, new byte[leaf.Physical == PhysicalType.Int96 ? 12 : Math.Min(leaf.FixedBytes ?? 0, 17)]).Kind,
    };

    /// <summary>A value of an INT32 or INT64 column.</summary>
    public static ParquetValue OfInteger(SchemaNode leaf, long value) => (leaf.Physical, leaf.Logical) switch
    {
        (PhysicalType.Int32, LogicalType.Date) => ParquetValue.Date((int)value),
        (PhysicalType.Int32, LogicalType.TimeMillis) => ParquetValue.Time(value, TimeUnit.Milliseconds),
        (PhysicalType.Int64, LogicalType.TimeMicros) => ParquetValue.Time(value, TimeUnit.Microseconds),
        (PhysicalType.Int64, LogicalType.TimeNanos) => ParquetValue.Time(value, TimeUnit.Nanoseconds),
        (PhysicalType.Int64, LogicalType.TimestampMillis) => ParquetValue.Timestamp(value, TimeUnit.Milliseconds, isUtc: true),
        (PhysicalType.Int64, LogicalType.TimestampMicros) => ParquetValue.Timestamp(value, TimeUnit.Microseconds, isUtc: true),
        (PhysicalType.Int64, LogicalType.TimestampNanos) => ParquetValue.Timestamp(value, TimeUnit.Nanoseconds, isUtc: true),
        (PhysicalType.Int64, LogicalType.LocalTimestampMillis) => ParquetValue.Timestamp(value, TimeUnit.Milliseconds, isUtc: false),
        (PhysicalType.Int64, LogicalType.LocalTimestampMicros) => ParquetValue.Timestamp(value, TimeUnit.Microseconds, isUtc: false),
        (PhysicalType.Int64, LogicalType.LocalTimestampNanos) => ParquetValue.Timestamp(value, TimeUnit.Nanoseconds, isUtc: false),
        (_, LogicalType.Decimal) when IsUsual(leaf) => ParquetValue.Decimal(value, leaf.DecimalScale ?? 0),
        (PhysicalType.Int32, LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32) => ParquetValue.Of((ulong)(uint)value),
        (PhysicalType.Int64, LogicalType.UInt64) => ParquetValue.Of((ulong)value),
        _ => ParquetValue.Of(value),
    };

    /// <summary>A value of a BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY or INT96 column; the bytes are copied. Text that is not UTF-8 is
    /// given as bytes.</summary>
    public static ParquetValue OfBytes(SchemaNode leaf, ReadOnlySpan<byte> value) => (leaf.Physical, leaf.Logical) switch
    {
        (PhysicalType.Int96, _) when value.Length == 12 => OfInt96(value),
        (PhysicalType.FixedLenByteArray, LogicalType.Uuid) when value.Length == 16 => ParquetValue.Of(new Guid(value, bigEndian: true)),
        (PhysicalType.FixedLenByteArray, LogicalType.Float16) when value.Length == 2 =>
            ParquetValue.Of((double)BinaryPrimitives.ReadHalfLittleEndian(value)),
        (_, LogicalType.Decimal) when IsUsual(leaf) && value.Length <= MaxDecimalBytes =>
            ParquetValue.Decimal(new BigInteger(value, isBigEndian: true), leaf.DecimalScale ?? 0),
        (PhysicalType.ByteArray, LogicalType.String or LogicalType.Json or LogicalType.Enum) when Utf8.IsValid(value) =>
            ParquetValue.Of(Encoding.UTF8.GetString(value)),
        _ => ParquetValue.Of(value),
    };

    /// <summary>A value in the PLAIN encoding, bytes without their length; null where the bytes are not as many as the type has.</summary>
    public static ParquetValue? OfPlain(SchemaNode leaf, ReadOnlySpan<byte> value) => (leaf.Physical, value.Length) switch
    {
        (PhysicalType.Boolean, 1) => ParquetValue.Of((value[0] & 1) != 0),
        (PhysicalType.Int32, 4) => OfInteger(leaf, BinaryPrimitives.ReadInt32LittleEndian(value)),
        (PhysicalType.Int64, 8) => OfInteger(leaf, BinaryPrimitives.ReadInt64LittleEndian(value)),
        (PhysicalType.Float, 4) => ParquetValue.Of((double)BinaryPrimitives.ReadSingleLittleEndian(value)),
        (PhysicalType.Double, 8) => ParquetValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(value)),
        (PhysicalType.ByteArray, _) => OfBytes(leaf, value),
        // Bounds of fixed bytes may be shortened, those of numbers may not.
        (PhysicalType.FixedLenByteArray, var length)
            when length == leaf.FixedBytes || leaf.Logical is LogicalType.None => OfBytes(leaf, value),
        _ => null,
    };

    private static bool IsUsual(SchemaNode leaf) => leaf.DecimalScale is null or (>= 0 and <= MaxScale);

    // Nanoseconds of the day, Julian day. What does not fit 64 bits in nanoseconds is given in microseconds.
    private static ParquetValue OfInt96(ReadOnlySpan<byte> value)
    {
        var days = BinaryPrimitives.ReadUInt32LittleEndian(value[sizeof(long)..]) - JulianDayOf1970;
        var nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(value);
        var total = ((Int128)days * DayNanoseconds) + nanoseconds;
        return total >= long.MinValue && total <= long.MaxValue
            ? ParquetValue.Timestamp((long)total, TimeUnit.Nanoseconds, isUtc: false)
            : ParquetValue.Timestamp((days * (DayNanoseconds / 1000)) + (long)Math.Floor(nanoseconds / 1000m), TimeUnit.Microseconds, isUtc: false);
    }
}
