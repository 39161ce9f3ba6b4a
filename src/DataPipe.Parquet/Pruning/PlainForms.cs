using System.Buffers.Binary;
using System.Numerics;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Pruning;

/// <summary>How values are stored in a column, for the look-up in its Bloom filter.</summary>
internal static class PlainForms
{
    /// <summary>Every form in which a value of the column can be equal to the given one; none where the column cannot hold it.
    /// Null where that cannot be told.</summary>
    public static byte[][]? Of(SchemaNode leaf, ParquetValue value)
    {
        if (value.Kind == ValueKind.Real && !double.IsFinite(value.Real))
            return null;
        return leaf.Physical switch
        {
            PhysicalType.Int32 or PhysicalType.Int64 => Integers(leaf, value),
            PhysicalType.Float or PhysicalType.Double => Reals(leaf, value),
            PhysicalType.ByteArray or PhysicalType.FixedLenByteArray when leaf.Logical is not (LogicalType.Decimal or LogicalType.Float16) =>
                Bytes(value),
            _ => null,
        };
    }

    private static byte[][]? Integers(SchemaNode leaf, ParquetValue value)
    {
        // The column's own unit or scale: what is not a whole number of it is not in the column.
        var unit = LeafValue.OfInteger(leaf, 1);
        var (numerator, denominator) = unit.Kind switch
        {
            ValueKind.Date when value.Kind == ValueKind.Date => (value.Days, BigInteger.One),
            ValueKind.Time or ValueKind.Timestamp when value.Kind == unit.Kind =>
                ((BigInteger)ValueOrder.Nanoseconds(value), (BigInteger)ValueOrder.Nanoseconds(unit)),
            ValueKind.Date or ValueKind.Time or ValueKind.Timestamp => (0, 0),
            _ => ValueOrder.Fraction(value) is var (top, bottom) && ValueOrder.Fraction(unit) is var (unitTop, unitBottom)
                ? (top * unitBottom, bottom * unitTop) : (0, 0),
        };
        if (denominator.IsZero)
            return null;
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        if (!rest.IsZero)
            return [];
        var isWide = leaf.Physical == PhysicalType.Int64;
        var isUnsigned = unit.Kind == ValueKind.UnsignedInteger;
        var width = isWide ? 64 : 32;
        var low = isUnsigned ? BigInteger.Zero : -(BigInteger.One << (width - 1));
        if (whole < low || whole - low >= BigInteger.One << width)
            return [];
        var bits = isUnsigned ? unchecked((long)(ulong)whole) : (long)whole;
        var form = new byte[isWide ? sizeof(long) : sizeof(int)];
        if (isWide)
            BinaryPrimitives.WriteInt64LittleEndian(form, bits);
        else
            BinaryPrimitives.WriteInt32LittleEndian(form, unchecked((int)bits));
        return [form];
    }

    private static byte[][]? Reals(SchemaNode leaf, ParquetValue value)
    {
        // Other kinds of numbers may have rounded neighbours: only a number of the same kind is looked up.
        if (value.Kind != ValueKind.Real)
            return null;
        // Zero has two forms.
        double[] forms = value.Real == 0 ? [0.0, -0.0] : [value.Real];
        if (leaf.Physical == PhysicalType.Double)
            return Array.ConvertAll(forms, BitConverter.GetBytes);
        return (float)value.Real == value.Real ? Array.ConvertAll(forms, form => BitConverter.GetBytes((float)form)) : [];
    }

    private static byte[][]? Bytes(ParquetValue value) => value.Kind switch
    {
        ValueKind.Text or ValueKind.Bytes => [ValueOrder.BytesOf(value).ToArray()],
        ValueKind.Uuid => [value.Uuid.ToByteArray(bigEndian: true)],
        _ => null,
    };
}
