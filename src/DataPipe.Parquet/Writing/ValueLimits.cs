using System.Globalization;
using System.Numerics;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>Which values the meaning of a column allows, beyond its physical type.</summary>
internal sealed class ValueLimits
{
    /// <summary>Digits of the widest decimal number that is written: the widest that readers know, of 32 bytes.</summary>
    public const int MaxDecimalPrecision = 76;

    /// <summary>Bytes of the widest decimal number that is written.</summary>
    public const int MaxDecimalBytes = 32;

    private const long DayMillis = 86_400_000;

    private readonly LeafColumn _leaf;
    private readonly long _low;
    private readonly long _high;
    private readonly byte[] _lowest = [];
    private readonly byte[] _highest = [];

    public ValueLimits(LeafColumn leaf)
    {
        _leaf = leaf;
        (_low, _high) = Range(leaf.Node);
        IsDecimal = SortOrders.IsBinaryDecimal(leaf.Node);
        if (!IsDecimal)
            return;
        var limit = BigInteger.Pow(10, leaf.Node.DecimalPrecision!.Value) - 1;
        _lowest = (-limit).ToByteArray(isBigEndian: true);
        _highest = limit.ToByteArray(isBigEndian: true);
    }

    /// <summary>Whether the values are decimal numbers kept as bytes.</summary>
    public bool IsDecimal { get; }

    /// <summary>Bytes that hold every decimal number of that many digits.</summary>
    public static int DecimalBytes(int precision) => (BigInteger.Pow(10, precision) - 1).GetByteCount();

    /// <exception cref="ArgumentException">The column does not allow the integer.</exception>
    public void Check(long value)
    {
        if (value < _low || value > _high)
            throw Outside(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <exception cref="InvalidOperationException">The column is not one of unsigned integers.</exception>
    /// <exception cref="ArgumentException">The column does not allow the integer.</exception>
    public void CheckUnsigned(ulong value)
    {
        if (!SortOrders.IsUnsigned(_leaf.Node))
            throw new InvalidOperationException($"Column {_leaf.Path} holds {_leaf.Node.Logical} on {_leaf.Physical}, no unsigned integers.");
        if (value > (ulong)_high && _leaf.Node.Logical != LogicalType.UInt64)
            throw Outside(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <exception cref="ArgumentException">The bytes have another length than the column fixes, or are a decimal number of too
    /// many digits.</exception>
    public void CheckBytes(ReadOnlySpan<byte> value)
    {
        if (_leaf.Node.FixedBytes is { } length && value.Length != length)
            throw new ArgumentException($"Column {_leaf.Path} holds values of {length} bytes, not {value.Length}.", nameof(value));
        if (IsDecimal && (value.IsEmpty || value.Length > MaxDecimalBytes
            || SortOrders.CompareDecimals(value, _lowest) < 0 || SortOrders.CompareDecimals(value, _highest) > 0))
            throw Outside($"0x{Convert.ToHexString(value)}");
    }

    /// <summary>The integer that a decimal number is at the column's scale, most significant byte first, in the width of the
    /// column, or of its digits where the column has none.</summary>
    /// <exception cref="ArgumentException">The number has digits beyond the scale or too many before the point.</exception>
    public ReadOnlySpan<byte> Unscaled(decimal value, Span<byte> destination)
    {
        var scale = _leaf.Node.DecimalScale!.Value;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var number = (BigInteger)digits;
        for (var surplus = value.Scale - scale; surplus > 0; surplus--)
        {
            number = BigInteger.DivRem(number, 10, out var rest);
            if (!rest.IsZero)
                throw Outside(value.ToString(CultureInfo.InvariantCulture));
        }
        if (value.Scale < scale)
            number *= BigInteger.Pow(10, scale - value.Scale);
        if (number >= BigInteger.Pow(10, _leaf.Node.DecimalPrecision!.Value))
            throw Outside(value.ToString(CultureInfo.InvariantCulture));
        if (decimal.IsNegative(value))
            number = -number;
        var width = _leaf.Physical switch
        {
            PhysicalType.Int32 => sizeof(int),
            PhysicalType.Int64 => sizeof(long),
            PhysicalType.FixedLenByteArray => _leaf.Node.FixedBytes!.Value,
            _ => DecimalBytes(_leaf.Node.DecimalPrecision!.Value),
        };
        destination = destination[..width];
        destination.Fill(number.Sign < 0 ? (byte)0xFF : (byte)0);
        number.TryWriteBytes(destination[(width - number.GetByteCount())..], out _, isBigEndian: true);
        return destination;
    }

    private static (long Low, long High) Range(SchemaNode leaf) => leaf.Logical switch
    {
        LogicalType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        LogicalType.Int16 => (short.MinValue, short.MaxValue),
        LogicalType.UInt8 => (0, byte.MaxValue),
        LogicalType.UInt16 => (0, ushort.MaxValue),
        LogicalType.UInt32 => (0, uint.MaxValue),
        LogicalType.UInt64 => (0, long.MaxValue),
        LogicalType.TimeMillis => (0, DayMillis - 1),
        LogicalType.TimeMicros => (0, (DayMillis * 1000) - 1),
        LogicalType.TimeNanos => (0, (DayMillis * 1_000_000) - 1),
        LogicalType.Decimal when leaf.Physical is PhysicalType.Int32 or PhysicalType.Int64 =>
            (1 - (long)BigInteger.Pow(10, leaf.DecimalPrecision!.Value), (long)BigInteger.Pow(10, leaf.DecimalPrecision.Value) - 1),
        _ => (long.MinValue, long.MaxValue),
    };

    private ArgumentException Outside(string value) =>
        new($"Column {_leaf.Path} holds {_leaf.Node.Logical}{Digits()}, and {value} is none.", nameof(value));

    private string Digits() => _leaf.Node.Logical == LogicalType.Decimal
        ? $" of {_leaf.Node.DecimalPrecision} digits, {_leaf.Node.DecimalScale} behind the point" : "";
}
