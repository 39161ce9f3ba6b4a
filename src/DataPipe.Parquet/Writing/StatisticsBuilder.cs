using System.Buffers.Binary;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>Minimum and maximum of the values of a page, in the order of their type. Of byte arrays the first 64 bytes are kept,
/// which bound the rest. NaN is no bound.</summary>
internal sealed class StatisticsBuilder(SchemaNode leaf) : IPlainVisitor
{
    private const int MaxBytes = 64;

    private readonly bool _isOrdered = SortOrders.IsDefined(leaf);
    private readonly bool _isDecimal = SortOrders.IsBinaryDecimal(leaf);
    private readonly bool _isHalf = leaf.Logical == LogicalType.Float16;
    // Unsigned integers are compared as signed ones with their highest bit turned.
    private readonly long _flip = !SortOrders.IsUnsigned(leaf) ? 0 : leaf.Physical == PhysicalType.Int32 ? int.MinValue : long.MinValue;
    private readonly byte[] _minBytes = new byte[MaxBytes];
    private readonly byte[] _maxBytes = new byte[MaxBytes];
    private int _minLength;
    private int _maxLength;
    private bool _minExact;
    private bool _maxExact;
    private long _minNumber;
    private long _maxNumber;
    private double _minReal;
    private double _maxReal;
    private bool _any;

    public void Clear() => _any = false;

    public void Visit(ReadOnlySpan<byte> plain, int count)
    {
        if (!_isOrdered)
            return;
        switch (leaf.Physical)
        {
            case PhysicalType.Boolean:
                for (var i = 0; i < count; i++)
                    Add((plain[i >> 3] >> (i & 7)) & 1L);
                break;
            case PhysicalType.Int32:
                for (; count > 0; count--, plain = plain[sizeof(int)..])
                    Add(BinaryPrimitives.ReadInt32LittleEndian(plain) ^ _flip);
                break;
            case PhysicalType.Int64:
                for (; count > 0; count--, plain = plain[sizeof(long)..])
                    Add(BinaryPrimitives.ReadInt64LittleEndian(plain) ^ _flip);
                break;
            case PhysicalType.Float:
                for (; count > 0; count--, plain = plain[sizeof(float)..])
                    Add(BinaryPrimitives.ReadSingleLittleEndian(plain));
                break;
            case PhysicalType.Double:
                for (; count > 0; count--, plain = plain[sizeof(double)..])
                    Add(BinaryPrimitives.ReadDoubleLittleEndian(plain));
                break;
            default:
                VisitBytes(plain, count);
                break;
        }
    }

    /// <summary>What was seen since <see cref="Clear"/>; without bounds when there is none.</summary>
    public ColumnStatistics Build(long nullCount)
    {
        var statistics = new ColumnStatistics { NullCount = nullCount };
        if (!_any)
            return statistics;
        if (leaf.Physical is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray && !_isHalf)
            return WithBytes(statistics);
        // Zero has two signs that compare equal: the bounds take the outer one of each.
        var (minReal, maxReal) = (_minReal == 0 ? -0.0 : _minReal, _maxReal == 0 ? 0.0 : _maxReal);
        var (min, max) = leaf.Physical switch
        {
            PhysicalType.Boolean => ([(byte)_minNumber], [(byte)_maxNumber]),
            PhysicalType.Int32 => (Bytes((int)(_minNumber ^ _flip)), Bytes((int)(_maxNumber ^ _flip))),
            PhysicalType.Int64 => (Bytes(_minNumber ^ _flip), Bytes(_maxNumber ^ _flip)),
            PhysicalType.Float => (Bytes(BitConverter.SingleToInt32Bits((float)minReal)), Bytes(BitConverter.SingleToInt32Bits((float)maxReal))),
            PhysicalType.Double => (Bytes(BitConverter.DoubleToInt64Bits(minReal)), Bytes(BitConverter.DoubleToInt64Bits(maxReal))),
            _ => (Bytes((Half)minReal), Bytes((Half)maxReal)),
        };
        return statistics with { Min = min, Max = max, IsMinExact = true, IsMaxExact = true };
    }

    private void VisitBytes(ReadOnlySpan<byte> plain, int count)
    {
        for (; count > 0; count--)
        {
            var start = leaf.FixedBytes is null ? sizeof(int) : 0;
            var value = plain.Slice(start, leaf.FixedBytes ?? BinaryPrimitives.ReadInt32LittleEndian(plain));
            plain = plain[(start + value.Length)..];
            if (_isHalf)
                Add((double)BinaryPrimitives.ReadHalfLittleEndian(value));
            else if (_isDecimal)
                AddDecimal(value);
            else
                Add(value);
        }
    }

    private void Add(long value)
    {
        if (!_any)
            (_any, _minNumber, _maxNumber) = (true, value, value);
        else if (value < _minNumber)
            _minNumber = value;
        else if (value > _maxNumber)
            _maxNumber = value;
    }

    private void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        if (!_any)
            (_any, _minReal, _maxReal) = (true, value, value);
        else if (value < _minReal)
            _minReal = value;
        else if (value > _maxReal)
            _maxReal = value;
    }

    private void Add(ReadOnlySpan<byte> value)
    {
        var isWhole = value.Length <= MaxBytes;
        var prefix = isWhole ? value : value[..MaxBytes];
        if (!_any)
        {
            _any = true;
            Keep(prefix, _minBytes, out _minLength);
            Keep(prefix, _maxBytes, out _maxLength);
            _minExact = _maxExact = isWhole;
            return;
        }
        var order = prefix.SequenceCompareTo(_minBytes.AsSpan(0, _minLength));
        if (order < 0)
            Keep(prefix, _minBytes, out _minLength);
        if (order <= 0)
            _minExact = isWhole || (order == 0 && _minExact);
        order = prefix.SequenceCompareTo(_maxBytes.AsSpan(0, _maxLength));
        if (order > 0)
            Keep(prefix, _maxBytes, out _maxLength);
        if (order >= 0)
            _maxExact = isWhole && (order > 0 || _maxExact);
    }

    // Decimals are never longer than what is kept: the schema sees to that.
    private void AddDecimal(ReadOnlySpan<byte> value)
    {
        if (!_any || SortOrders.CompareDecimals(value, _minBytes.AsSpan(0, _minLength)) < 0)
            Keep(value, _minBytes, out _minLength);
        if (!_any || SortOrders.CompareDecimals(value, _maxBytes.AsSpan(0, _maxLength)) > 0)
            Keep(value, _maxBytes, out _maxLength);
        _any = _minExact = _maxExact = true;
    }

    private ColumnStatistics WithBytes(ColumnStatistics statistics)
    {
        var isText = leaf.Logical is LogicalType.String or LogicalType.Json or LogicalType.Enum;
        var min = _minBytes.AsSpan(0, _minExact || !isText ? _minLength : ShortenedBounds.WholeRunes(_minBytes)).ToArray();
        statistics = statistics with { Min = min, IsMinExact = _minExact };
        if (_maxExact)
            return statistics with { Max = _maxBytes.AsSpan(0, _maxLength).ToArray(), IsMaxExact = true };
        var max = isText ? ShortenedBounds.NextText(_maxBytes) : ShortenedBounds.NextBytes(_maxBytes);
        return max is null ? statistics : statistics with { Max = max, IsMaxExact = false };
    }

    private static void Keep(ReadOnlySpan<byte> value, byte[] bytes, out int length)
    {
        value.CopyTo(bytes);
        length = value.Length;
    }

    private static byte[] Bytes(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(Half value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteHalfLittleEndian(bytes, value);
        return bytes;
    }
}
