using System.Numerics;
using System.Text;

namespace DataPipe.Parquet.Values;

/// <summary>Compares values of leaves as the format orders them: numbers by size, whatever their kinds; texts and bytes by their
/// bytes; times by the moment.</summary>
internal static class ValueOrder
{
    /// <summary>Below, equal to or above 0; null when the kinds have no common order, or one value is NaN.</summary>
    public static int? Compare(ParquetValue a, ParquetValue b) => (a.Kind, b.Kind) switch
    {
        (ValueKind.Boolean, ValueKind.Boolean) => a.Boolean.CompareTo(b.Boolean),
        (ValueKind.Integer, ValueKind.Integer) => a.Integer.CompareTo(b.Integer),
        (ValueKind.Real, ValueKind.Real) => double.IsNaN(a.Real) || double.IsNaN(b.Real) ? null : a.Real < b.Real ? -1 : a.Real > b.Real ? 1 : 0,
        (ValueKind.Date, ValueKind.Date) => a.Days.CompareTo(b.Days),
        (ValueKind.Time, ValueKind.Time) or (ValueKind.Timestamp, ValueKind.Timestamp) => Nanoseconds(a).CompareTo(Nanoseconds(b)),
        (ValueKind.Uuid, ValueKind.Uuid) => a.Uuid.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.Uuid.ToByteArray(bigEndian: true)),
        (ValueKind.Text or ValueKind.Bytes, ValueKind.Text or ValueKind.Bytes) => BytesOf(a).Span.SequenceCompareTo(BytesOf(b).Span),
        _ => IsNumber(a.Kind) && IsNumber(b.Kind) ? CompareNumbers(a, b) : null,
    };

    /// <summary>Whether values of both kinds have a common order.</summary>
    public static bool AreComparable(ValueKind a, ValueKind b) => (a, b) switch
    {
        (ValueKind.Text or ValueKind.Bytes, ValueKind.Text or ValueKind.Bytes) => true,
        _ when IsNumber(a) && IsNumber(b) => true,
        _ => a == b && a is (ValueKind.Boolean or ValueKind.Date or ValueKind.Time or ValueKind.Timestamp or ValueKind.Uuid),
    };

    /// <summary>The bytes of a text or of bytes.</summary>
    public static ReadOnlyMemory<byte> BytesOf(ParquetValue value) =>
        value.Kind == ValueKind.Text ? Encoding.UTF8.GetBytes(value.Text) : value.Bytes;

    /// <summary>A time or time stamp in nanoseconds.</summary>
    public static Int128 Nanoseconds(ParquetValue value) => value.Ticks * (Int128)(value.Unit switch
    {
        TimeUnit.Milliseconds => 1_000_000,
        TimeUnit.Microseconds => 1000,
        _ => 1,
    });

    /// <summary>A finite number as a fraction with a denominator above 0; null for one that is not finite.</summary>
    public static (BigInteger Numerator, BigInteger Denominator)? Fraction(ParquetValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Integer: return (value.Integer, 1);
            case ValueKind.UnsignedInteger: return (value.UnsignedInteger, 1);
            case ValueKind.Decimal:
                return value.Scale >= 0 ? (value.Unscaled, BigInteger.Pow(10, value.Scale)) : (value.Unscaled * BigInteger.Pow(10, -value.Scale), 1);
            default:
                if (!double.IsFinite(value.Real))
                    return null;
                var bits = BitConverter.DoubleToInt64Bits(value.Real);
                var exponent = (int)((bits >> 52) & 0x7FF);
                var mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent > 0 ? 1L << 52 : 0);
                var shift = Math.Max(exponent, 1) - 1075;
                var signed = new BigInteger(bits < 0 ? -mantissa : mantissa);
                return shift >= 0 ? (signed << shift, 1) : (signed, BigInteger.One << -shift);
        }
    }

    private static bool IsNumber(ValueKind kind) =>
        kind is ValueKind.Integer or ValueKind.UnsignedInteger or ValueKind.Real or ValueKind.Decimal;

    private static int? CompareNumbers(ParquetValue a, ParquetValue b)
    {
        if (Fraction(a) is not var (numeratorA, denominatorA))
            return double.IsNaN(a.Real) ? null : Math.Sign(a.Real);
        if (Fraction(b) is not var (numeratorB, denominatorB))
            return double.IsNaN(b.Real) ? null : -Math.Sign(b.Real);
        return (numeratorA * denominatorB).CompareTo(numeratorB * denominatorA);
    }
}
