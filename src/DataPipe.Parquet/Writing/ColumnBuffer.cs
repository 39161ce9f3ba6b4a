using System.Text;
using System.Text.Unicode;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>
/// The values of one leaf column on their way into the open row group. A row of a flat column is one Append or AppendNull; a row
/// of a repeated column is one call an element, with its levels, or one AppendNull for an empty or absent list. Without levels,
/// Append means a present value that starts a row. Every Append throws <see cref="InvalidOperationException"/> when the column has
/// another type, the levels do not fit the schema, or the row is complete already.
/// </summary>
public sealed class ColumnBuffer
{
    // Readers take pages of up to 1 GiB, this library's included; the margin is for the levels.
    private const long MaxPageBytes = (1L << 30) - (64L << 20);

    private readonly PhysicalType _physical;
    private readonly int _maxDefinition;
    private readonly int _maxRepetition;
    private readonly int _pageBytes;
    private readonly bool _isText;
    private readonly PageScratch _scratch;
    private readonly ValueBuffer _values;
    private readonly StatisticsBuilder _statistics;
    private readonly ChunkWriter _chunk;
    private readonly ByteBuffer _definitions = new();
    private readonly ByteBuffer _repetitions = new();
    private int _pageEntries;
    private long _nullCount;

    internal ColumnBuffer(LeafColumn leaf, ParquetWriterOptions options, PageScratch scratch, SegmentPool pool)
    {
        Leaf = leaf;
        _physical = leaf.Physical;
        _maxDefinition = leaf.MaxDefinition;
        _maxRepetition = leaf.MaxRepetition;
        _pageBytes = options.PageBytes;
        _isText = leaf.Node.Logical is LogicalType.String or LogicalType.Json or LogicalType.Enum;
        _scratch = scratch;
        _values = new ValueBuffer(leaf.Physical, options.DictionaryBytes);
        _statistics = new StatisticsBuilder(leaf.Node);
        _chunk = new ChunkWriter(leaf, scratch, pool);
    }

    /// <summary>The column in the schema.</summary>
    public LeafColumn Leaf { get; }

    /// <summary>Bytes of the open row group's values in plain form, and one a level.</summary>
    internal long BufferedBytes { get; private set; }

    /// <summary>Whether the open row has an entry.</summary>
    internal bool HasOpenRow { get; private set; }

    /// <summary>Appends a truth value that starts a row.</summary>
    public void Append(bool value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a truth value.</summary>
    public void Append(bool value, int definition, int repetition)
    {
        StartValue(PhysicalType.Boolean, 1, definition, repetition);
        _values.Add(value);
        _statistics.Add(value ? 1L : 0L);
    }

    /// <summary>Appends an integer that starts a row, to an INT32 or INT64 column.</summary>
    public void Append(int value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an integer to an INT32 or INT64 column.</summary>
    public void Append(int value, int definition, int repetition)
    {
        if (_physical == PhysicalType.Int64)
            StartValue(PhysicalType.Int64, sizeof(long), definition, repetition);
        else
            StartValue(PhysicalType.Int32, sizeof(int), definition, repetition);
        if (_values.Add((long)value))
            _statistics.Add((long)value);
    }

    /// <summary>Appends an integer that starts a row, to an INT64 column.</summary>
    public void Append(long value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends an integer to an INT64 column.</summary>
    public void Append(long value, int definition, int repetition)
    {
        StartValue(PhysicalType.Int64, sizeof(long), definition, repetition);
        if (_values.Add(value))
            _statistics.Add(value);
    }

    /// <summary>Appends a number that starts a row, to a FLOAT column.</summary>
    public void Append(float value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a number to a FLOAT column.</summary>
    public void Append(float value, int definition, int repetition)
    {
        StartValue(PhysicalType.Float, sizeof(float), definition, repetition);
        if (_values.Add((long)BitConverter.SingleToInt32Bits(value)))
            _statistics.Add((double)value);
    }

    /// <summary>Appends a number that starts a row, to a DOUBLE column.</summary>
    public void Append(double value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a number to a DOUBLE column.</summary>
    public void Append(double value, int definition, int repetition)
    {
        StartValue(PhysicalType.Double, sizeof(double), definition, repetition);
        if (_values.Add(BitConverter.DoubleToInt64Bits(value)))
            _statistics.Add(value);
    }

    /// <summary>Appends bytes, copied, that start a row; for text columns they are UTF-8.</summary>
    /// <exception cref="ArgumentException">The column is text and the bytes are not UTF-8.</exception>
    public void Append(ReadOnlySpan<byte> value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends bytes, copied; for text columns they are UTF-8.</summary>
    /// <exception cref="ArgumentException">The column is text and the bytes are not UTF-8.</exception>
    public void Append(ReadOnlySpan<byte> value, int definition, int repetition)
    {
        if (_isText && !Utf8.IsValid(value))
            throw new ArgumentException($"Column {Leaf.Path} holds text, and the value is not UTF-8.", nameof(value));
        AppendBytes(value, definition, repetition);
    }

    /// <summary>Appends a string that starts a row, in UTF-8; half surrogate pairs become U+FFFD.</summary>
    public void Append(string value) => Append(value, _maxDefinition, 0);

    /// <summary>Appends a string in UTF-8; half surrogate pairs become U+FFFD.</summary>
    public void Append(string value, int definition, int repetition)
    {
        ArgumentNullException.ThrowIfNull(value);
        _scratch.Text.Clear();
        Encoding.UTF8.GetBytes(value, _scratch.Text);
        AppendBytes(_scratch.Text.Written, definition, repetition);
    }

    /// <summary>Appends an absent value: the definition level says how far down the path there is something. For an absent
    /// top-level optional both levels are 0.</summary>
    public void AppendNull(int definition, int repetition)
    {
        if ((uint)definition >= (uint)_maxDefinition)
            throw new InvalidOperationException(
                $"Column {Leaf.Path}: an absent value has a definition level below {_maxDefinition}, not {definition}.");
        StartEntry(0, definition, repetition);
        _nullCount++;
    }

    /// <summary>Ends the row.</summary>
    internal void EndRow() => HasOpenRow = false;

    /// <summary>Ends the last page and writes the chunk at the given offset of the file.</summary>
    internal async ValueTask<ColumnMetadata> FlushAsync(Stream output, long offset, CancellationToken cancellation)
    {
        EndPage();
        if (_chunk.DictionaryPages > 0)
            _chunk.AddDictionaryPage(_values);
        var statistics = _statistics.Build(_nullCount);
        _values.StartChunk();
        _statistics.Clear();
        _nullCount = 0;
        BufferedBytes = 0;
        return await _chunk.DrainAsync(output, offset, statistics, cancellation);
    }

    private void AppendBytes(ReadOnlySpan<byte> value, int definition, int repetition)
    {
        StartValue(PhysicalType.ByteArray, sizeof(int) + (long)value.Length, definition, repetition);
        if (_values.Add(value))
            _statistics.Add(value);
    }

    private void StartValue(PhysicalType type, long bytes, int definition, int repetition)
    {
        if (type != _physical)
            throw new InvalidOperationException($"Column {Leaf.Path} holds {_physical}, not {type}.");
        if (definition != _maxDefinition)
            throw new InvalidOperationException(
                $"Column {Leaf.Path}: a present value has definition level {_maxDefinition}, not {definition}.");
        StartEntry(bytes, definition, repetition);
    }

    private void StartEntry(long bytes, int definition, int repetition)
    {
        if ((uint)repetition > (uint)_maxRepetition || (repetition == 0) == HasOpenRow)
            throw new InvalidOperationException(
                $"Column {Leaf.Path}: repetition level {repetition} does not fit {(HasOpenRow ? "within" : "at the start of")} a row.");
        // A page holds whole rows.
        if (repetition == 0 && _pageEntries > 0 && (_values.PlainBytes >= _pageBytes || _pageEntries >= _pageBytes
            || _values.PlainBytes + bytes > MaxPageBytes))
            EndPage();
        if (_values.PlainBytes + bytes > MaxPageBytes || _pageEntries >= MaxPageBytes)
            throw new InvalidOperationException($"Column {Leaf.Path}: a row exceeds {MaxPageBytes} bytes.");
        HasOpenRow = true;
        if (_maxDefinition > 0)
            _definitions.WriteByte((byte)definition);
        if (_maxRepetition > 0)
            _repetitions.WriteByte((byte)repetition);
        _pageEntries++;
        BufferedBytes += bytes + 1;
    }

    private void EndPage()
    {
        // The first page decides whether the dictionary pays; a later overflow ends it anyway.
        if (_values.UsesDictionary && _chunk.DictionaryPages == 0 && !_values.DictionaryPays())
            _values.LeaveDictionary();
        _chunk.AddDataPage(_pageEntries, _definitions.Written, _repetitions.Written, _values);
        _values.StartPage();
        _definitions.Clear();
        _repetitions.Clear();
        _pageEntries = 0;
    }
}
