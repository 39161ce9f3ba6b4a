using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Mapping.Reading;

/// <summary>Whether the values of a file's leaf can be read as the type of another leaf.</summary>
internal static class LeafFit
{
    public static bool Fits(SchemaNode wanted, SchemaNode file) => !file.IsGroup && wanted.Logical switch
    {
        LogicalType.TimestampMicros or LogicalType.LocalTimestampMicros => IsTimestamp(file),
        LogicalType.Decimal => file.Logical == LogicalType.Decimal,
        LogicalType.Date or LogicalType.TimeMicros or LogicalType.Float16 => file.Logical == wanted.Logical && file.Physical == wanted.Physical,
        LogicalType.Uuid => file.Physical == PhysicalType.FixedLenByteArray && file.FixedBytes == 16,
        LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32 or LogicalType.UInt64 => file.Physical == wanted.Physical && IsUnsigned(file),
        _ when wanted.Physical is PhysicalType.Int32 or PhysicalType.Int64 => file.Physical == wanted.Physical && IsSigned(file),
        _ when wanted.Physical == PhysicalType.ByteArray => file.Logical != LogicalType.Decimal
            && (file.Physical == PhysicalType.ByteArray || (file.Physical == PhysicalType.FixedLenByteArray && wanted.Logical == LogicalType.None)),
        _ => file.Physical == wanted.Physical,
    };

    private static bool IsTimestamp(SchemaNode file) => file.Physical == PhysicalType.Int96 || file.Logical
        is LogicalType.TimestampMillis or LogicalType.TimestampMicros or LogicalType.TimestampNanos
        or LogicalType.LocalTimestampMillis or LogicalType.LocalTimestampMicros or LogicalType.LocalTimestampNanos;

    private static bool IsUnsigned(SchemaNode file) =>
        file.Logical is LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32 or LogicalType.UInt64;

    private static bool IsSigned(SchemaNode file) =>
        file.Logical is LogicalType.None or LogicalType.Int8 or LogicalType.Int16 or LogicalType.Int32 or LogicalType.Int64;
}
