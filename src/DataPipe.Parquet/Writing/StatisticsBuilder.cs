using System.Buffers.Binary;
using System.Text;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>Minimum and maximum of a column chunk. Of byte arrays the first 64 bytes are kept, which bound the rest.</summary>
internal sealed class StatisticsBuilder(SchemaNode leaf)
{
    private const int MaxBytes = 64;

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

    public void Add(long value)
    {
        if (!_any)
            (_any, _minNumber, _maxNumber) = (true, value, value);
        else if (value < _minNumber)
            _minNumber = value;
        else if (value > _maxNumber)
            _maxNumber = value;
    }

    public void Add(double value)
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

    public void Add(ReadOnlySpan<byte> value)
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

    public ColumnStatistics Build(long nullCount)
    {
        var statistics = new ColumnStatistics { NullCount = nullCount };
        // Unsigned integers have another order than the one kept here.
        if (!_any || leaf.Logical is LogicalType.UInt8 or LogicalType.UInt16 or LogicalType.UInt32 or LogicalType.UInt64)
            return statistics;
        if (leaf.Physical == PhysicalType.ByteArray)
            return WithBytes(statistics);
        // Zero has two signs that compare equal: the bounds take the outer one of each.
        var (minReal, maxReal) = (_minReal == 0 ? -0.0 : _minReal, _maxReal == 0 ? 0.0 : _maxReal);
        var (min, max) = leaf.Physical switch
        {
            PhysicalType.Boolean => ([(byte)_minNumber], [(byte)_maxNumber]),
            PhysicalType.Int32 => (Bytes((int)_minNumber), Bytes((int)_maxNumber)),
            PhysicalType.Int64 => (Bytes(_minNumber), Bytes(_maxNumber)),
            PhysicalType.Float => (Bytes(BitConverter.SingleToInt32Bits((float)minReal)), Bytes(BitConverter.SingleToInt32Bits((float)maxReal))),
            _ => (Bytes(BitConverter.DoubleToInt64Bits(minReal)), Bytes(BitConverter.DoubleToInt64Bits(maxReal))),
        };
        return statistics with { Min = min, Max = max, IsMinExact = true, IsMaxExact = true };
    }

    private ColumnStatistics WithBytes(ColumnStatistics statistics)
    {
        var isText = leaf.Logical is LogicalType.String or LogicalType.Json or LogicalType.Enum;
        var min = _minBytes.AsSpan(0, _minExact || !isText ? _minLength : WholeRunes(_minBytes)).ToArray();
        statistics = statistics with { Min = min, IsMinExact = _minExact };
        if (_maxExact)
            return statistics with { Max = _maxBytes.AsSpan(0, _maxLength).ToArray(), IsMaxExact = true };
        var max = isText ? NextText(_maxBytes.AsSpan(0, WholeRunes(_maxBytes))) : NextBytes(_maxBytes);
        return max is null ? statistics : statistics with { Max = max, IsMaxExact = false };
    }

    // Bytes of the whole code points of a text that was cut in the middle.
    private static int WholeRunes(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.Length - 1;
        while (start > 0 && (bytes[start] & 0xC0) == 0x80)
            start--;
        return Rune.DecodeFromUtf8(bytes[start..], out _, out _) == System.Buffers.OperationStatus.Done ? bytes.Length : start;
    }

    // The shortest bytes above everything that starts with the given ones; null when all are 0xFF.
    private static byte[]? NextBytes(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.TrimEnd((byte)0xFF).Length;
        if (length == 0)
            return null;
        var next = bytes[..length].ToArray();
        next[^1]++;
        return next;
    }

    // The same for text: the last code point that has a successor in Unicode is replaced by it.
    private static byte[]? NextText(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && Rune.DecodeLastFromUtf8(text, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            text = text[..^length];
            var successor = rune.Value == 0xD7FF ? 0xE000 : rune.Value + 1;
            if (!Rune.IsValid(successor))
                continue;
            Span<byte> encoded = stackalloc byte[4];
            return [.. text, .. encoded[..new Rune(successor).EncodeToUtf8(encoded)]];
        }
        return null;
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
}
