using System.Buffers.Binary;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>
/// The decoded values of one leaf column in one row group: a level for each value or null, and the present values without gaps.
/// Byte values are views of page memory, which stays alive as long as one of them does. Disposing is optional: it hands the page
/// memory to the reader's next chunks, and all views of it are void from then on. Accessors of a type other than the
/// column's throw <see cref="InvalidOperationException"/>, and those of a position outside 0..<see cref="ValueCount"/>-1
/// <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public sealed class ColumnChunkValues : IDisposable
{
    // The seconds of 1970-01-01 in INT96 are counted from this Julian day.
    private const long JulianDayOf1970 = 2_440_588;

    private readonly byte[] _definitions;
    private readonly byte[] _repetitions;
    private readonly bool[]? _booleans;
    private readonly int[]? _int32s;
    private readonly long[]? _int64s;
    private readonly float[]? _floats;
    private readonly double[]? _doubles;
    private readonly long[]? _places;
    private readonly byte[][] _arrays = [];
    private readonly int? _fixedBytes;
    private PageArrays? _pages;

    internal ColumnChunkValues(
        LeafColumn leaf, int count, byte[] definitions, byte[] repetitions, Array values, int valueCount, PageArrays pages)
    {
        _pages = pages;
        HeldBytes = definitions.Length + repetitions.Length + Buffer.ByteLength(values) + pages.HeldBytes;
        Leaf = leaf;
        Count = count;
        ValueCount = valueCount;
        _definitions = definitions;
        _repetitions = repetitions;
        _booleans = values as bool[];
        _int32s = values as int[];
        _floats = values as float[];
        _doubles = values as double[];
        if (leaf.Physical is PhysicalType.Int64)
        {
            _int64s = (long[])values;
        }
        else if (values is long[] places)
        {
            _places = places;
            _arrays = pages.ToArray();
            _fixedBytes = leaf.Physical == PhysicalType.Int96 ? 12 : leaf.Node.FixedBytes;
        }
    }

    /// <summary>The column.</summary>
    public LeafColumn Leaf { get; }

    /// <summary>Number of values, absent ones included.</summary>
    public int Count { get; }

    /// <summary>Number of values that are present; 0 once disposed.</summary>
    public int ValueCount { get; private set; }

    /// <summary>Definition level of each value, absent ones included: present where it equals the leaf's maximum. Empty when that is 0.</summary>
    public ReadOnlySpan<byte> Definitions => _definitions.Length == 0 ? default : _definitions.AsSpan(0, Count);

    /// <summary>Repetition level of each value, absent ones included: 0 where a row starts. Empty when the leaf's maximum is 0.</summary>
    public ReadOnlySpan<byte> Repetitions => _repetitions.Length == 0 ? default : _repetitions.AsSpan(0, Count);

    /// <summary>All present values of a BOOLEAN column.</summary>
    public ReadOnlySpan<bool> Booleans => All(_booleans);

    /// <summary>All present values of an INT32 column.</summary>
    public ReadOnlySpan<int> Int32s => All(_int32s);

    /// <summary>All present values of an INT64 column.</summary>
    public ReadOnlySpan<long> Int64s => All(_int64s);

    /// <summary>All present values of a FLOAT column.</summary>
    public ReadOnlySpan<float> Floats => All(_floats);

    /// <summary>All present values of a DOUBLE column.</summary>
    public ReadOnlySpan<double> Doubles => All(_doubles);

    /// <summary>The i-th present value of a BOOLEAN column.</summary>
    public bool Boolean(int i) => At(_booleans, i);

    /// <summary>The i-th present value of an INT32 column.</summary>
    public int Int32(int i) => At(_int32s, i);

    /// <summary>The i-th present value of an INT64 column.</summary>
    public long Int64(int i) => At(_int64s, i);

    /// <summary>The i-th present value of a FLOAT column.</summary>
    public float Float(int i) => At(_floats, i);

    /// <summary>The i-th present value of a DOUBLE column.</summary>
    public double Double(int i) => At(_doubles, i);

    /// <summary>The i-th present value of a BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY or INT96 column, as stored.</summary>
    public ReadOnlySpan<byte> Bytes(int i)
    {
        var place = At(_places, i);
        var array = _arrays[(int)(place >> 32)];
        return array.AsSpan((int)place, LengthAt(array, (int)place));
    }

    /// <summary>The i-th present value of a BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY or INT96 column, as stored.</summary>
    public ReadOnlyMemory<byte> BytesMemory(int i)
    {
        var place = At(_places, i);
        var array = _arrays[(int)(place >> 32)];
        return array.AsMemory((int)place, LengthAt(array, (int)place));
    }

    /// <summary>The i-th present value of a time stamp column, be it INT96 or INT64 of any unit, in microseconds since
    /// 1970-01-01T00:00:00; finer units are rounded down, and values beyond 64 bits wrap around.</summary>
    public long TimestampMicros(int i)
    {
        if (Leaf.Physical == PhysicalType.Int96)
        {
            var bytes = Bytes(i);
            var days = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(long)..]) - JulianDayOf1970;
            return (days * 86_400_000_000) + (BinaryPrimitives.ReadInt64LittleEndian(bytes) / 1000);
        }
        var value = Int64(i);
        return Leaf.Node.Logical switch
        {
            LogicalType.TimestampMicros or LogicalType.LocalTimestampMicros => value,
            LogicalType.TimestampMillis or LogicalType.LocalTimestampMillis => unchecked(value * 1000),
            LogicalType.TimestampNanos or LogicalType.LocalTimestampNanos => (value - (((value % 1000) + 1000) % 1000)) / 1000,
            _ => throw new InvalidOperationException($"Column {Leaf.Path} holds {Leaf.Node.Logical}, no time stamp."),
        };
    }

    /// <summary>Memory that was taken for levels, values and the pages behind byte values.</summary>
    internal long HeldBytes { get; }

    /// <summary>Hands the memory behind byte values to the reader's next chunks: no view of it may be used any more.</summary>
    public void Dispose()
    {
        ValueCount = 0;
        Interlocked.Exchange(ref _pages, null)?.Return();
    }

    // Bytes without a common length lie behind their own, as in the PLAIN encoding.
    private int LengthAt(byte[] array, int start) =>
        _fixedBytes ?? BinaryPrimitives.ReadInt32LittleEndian(array.AsSpan(start - sizeof(int)));

    private T At<T>(T[]? values, int i)
    {
        if ((uint)i >= (uint)ValueCount)
            throw new ArgumentOutOfRangeException(nameof(i), i, $"Column {Leaf.Path} has {ValueCount} present values.");
        return values is null ? throw Mismatch() : values[i];
    }

    private ReadOnlySpan<T> All<T>(T[]? values) => values is null ? throw Mismatch() : values.AsSpan(0, ValueCount);

    private InvalidOperationException Mismatch() => new($"Column {Leaf.Path} holds {Leaf.Physical}.");
}
