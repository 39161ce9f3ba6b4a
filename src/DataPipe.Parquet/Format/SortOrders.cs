using System.Buffers.Binary;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Format;

/// <summary>The order in which the format compares the values of a column where it states bounds of them.</summary>
internal static class SortOrders
{
    /// <summary>Whether the format defines an order: it has none for INT96, intervals and meanings it does not know.</summary>
    public static bool IsDefined(SchemaNode leaf) =>
        leaf.Physical is not (null or PhysicalType.Int96) && leaf.Logical is not (LogicalType.Interval or LogicalType.Unknown or LogicalType.Null);

    /// <summary>Whether integers compare as unsigned.</summary>
    public static bool IsUnsigned(SchemaNode leaf) =>
        leaf.Logical is LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32 or LogicalType.UInt64;

    /// <summary>Whether bytes are a number in two's complement, big-endian, and compare as such.</summary>
    public static bool IsBinaryDecimal(SchemaNode leaf) =>
        leaf.Logical == LogicalType.Decimal && leaf.Physical is (PhysicalType.ByteArray or PhysicalType.FixedLenByteArray);

    /// <summary>Whether values are numbers of the machine that compare as signed, truth values and reals among them.</summary>
    public static bool IsSignedNumber(SchemaNode leaf) =>
        leaf.Physical is PhysicalType.Boolean or PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Float or PhysicalType.Double
        && !IsUnsigned(leaf);

    /// <summary>Compares two values of a column in the PLAIN encoding, bytes without their length: below, equal to or above 0.
    /// The lengths must be those of the type; of reals neither is NaN.</summary>
    public static int Compare(SchemaNode leaf, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => leaf.Physical switch
    {
        PhysicalType.Boolean => a[0].CompareTo(b[0]),
        PhysicalType.Int32 when IsUnsigned(leaf) =>
            BinaryPrimitives.ReadUInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadUInt32LittleEndian(b)),
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b)),
        PhysicalType.Int64 when IsUnsigned(leaf) =>
            BinaryPrimitives.ReadUInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadUInt64LittleEndian(b)),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(b)),
        PhysicalType.Float => BinaryPrimitives.ReadSingleLittleEndian(a).CompareTo(BinaryPrimitives.ReadSingleLittleEndian(b)),
        PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(a).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(b)),
        _ when leaf.Logical == LogicalType.Float16 =>
            BinaryPrimitives.ReadHalfLittleEndian(a).CompareTo(BinaryPrimitives.ReadHalfLittleEndian(b)),
        _ when leaf.Logical == LogicalType.Decimal => CompareDecimals(a, b),
        _ => a.SequenceCompareTo(b),
    };

    /// <summary>Compares two integers in two's complement, big-endian, of any lengths; no bytes are 0.</summary>
    public static int CompareDecimals(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (signA, signB) = (Sign(a), Sign(b));
        if (signA != signB)
            return signA == 0 ? 1 : -1;
        // The longer one's surplus in front is sign alone, or its magnitude is the greater.
        var longer = a.Length >= b.Length ? a : b;
        var surplus = Math.Abs(a.Length - b.Length);
        if (longer[..surplus].ContainsAnyExcept(signA) || (surplus > 0 && surplus < longer.Length && (byte)((sbyte)longer[surplus] >> 7) != signA))
            return a.Length > b.Length == (signA == 0) ? 1 : -1;
        return a.Length >= b.Length ? a[surplus..].SequenceCompareTo(b) : a.SequenceCompareTo(b[surplus..]);
    }

    // 0xFF for negative numbers, else 0: the byte that may be put before a number.
    private static byte Sign(ReadOnlySpan<byte> number) => number.IsEmpty ? (byte)0 : (byte)((sbyte)number[0] >> 7);
}
