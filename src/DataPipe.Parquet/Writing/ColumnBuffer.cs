using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>
/// The values of one leaf column on their way into the open row group. A row of a flat column is one Append or AppendNull; a row
/// of a repeated column is one call an element, with its levels, or one AppendNull for an empty or absent list. Without levels,
/// Append means a present value that starts a row. Every Append throws <see cref="InvalidOperationException"/> when the column has
/// another type, the levels do not fit the schema, or the row is complete already, and <see cref="ArgumentException"/> when the
/// value is none the column's meaning allows.
/// </summary>
public sealed partial class ColumnBuffer
{
    // Readers take pages of up to 1 GiB, this library's included; the margin is for the levels.
    private const long MaxPageBytes = (1L << 30) - (64L << 20);

    private readonly PhysicalType _physical;
    private readonly int _maxDefinition;
    private readonly int _maxRepetition;
    private readonly int _pageBytes;
    private readonly bool _isText;
    private readonly bool _holdsNothing;
    private readonly ValueLimits _limits;
    private readonly PageScratch _scratch;
    private readonly ValueBuffer _values;
    private readonly StatisticsBuilder _page;
    private readonly ChunkStatistics _statistics;
    private readonly BloomFilterBuilder? _filter;
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private readonly ChunkWriter _chunk;
    private readonly ByteBuffer _definitions = new();
    private readonly ByteBuffer _repetitions = new();
    private int _pageEntries;
    private int _pageRows;

    internal ColumnBuffer(LeafColumn leaf, ParquetWriterOptions options, PageScratch scratch)
    {
        var own = options.Columns.GetValueOrDefault(leaf.Path) ?? new ColumnWriterOptions();
        Leaf = leaf;
        _physical = leaf.Physical;
        _maxDefinition = leaf.MaxDefinition;
        _maxRepetition = leaf.MaxRepetition;
        _pageBytes = options.PageBytes;
        _isText = leaf.Node.Logical is LogicalType.String or LogicalType.Json or LogicalType.Enum;
        _holdsNothing = leaf.Node.Logical == LogicalType.Null;
        _limits = new ValueLimits(leaf);
        _scratch = scratch;
        _values = new ValueBuffer(leaf.Node, own.UsesDictionary ? options.DictionaryBytes : null);
        _page = new StatisticsBuilder(leaf.Node);
        _statistics = new ChunkStatistics(leaf.Node);
        if (own.BloomFilterFalsePositiveFraction is { } fraction)
            _filter = new BloomFilterBuilder(leaf.Node, fraction, options.BloomFilterBytes);
        foreach (var (key, value) in new SortedDictionary<string, string>(own.Metadata.ToDictionary(), StringComparer.Ordinal))
            _metadata.Add(new(key, value));
        var isSecondVersion = options.PageVersion == 2;
        _chunk = new ChunkWriter(leaf, new PageEncoder(leaf.Node, own.Encoding, isSecondVersion), isSecondVersion, scratch);
    }

    /// <summary>The column in the schema.</summary>
    public LeafColumn Leaf { get; }

    /// <summary>Bytes of the open row group's values in plain form, and one a level.</summary>
    internal long BufferedBytes { get; private set; }

    /// <summary>Whether the open row has an entry.</summary>
    internal bool HasOpenRow { get; private set; }

    /// <summary>Appends an absent value: the definition level says how far down the path there is something. For an absent
    /// top-level optional both levels are 0.</summary>
    public void AppendNull(int definition, int repetition)
    {
        if ((uint)definition >= (uint)_maxDefinition)
            throw new InvalidOperationException(
                $"Column {Leaf.Path}: an absent value has a definition level below {_maxDefinition}, not {definition}.");
        StartEntry(0, definition, repetition);
    }

    /// <summary>Ends the row.</summary>
    internal void EndRow() => HasOpenRow = false;

    /// <summary>Ends the last page and writes the chunk.</summary>
    internal async ValueTask<ColumnMetadata> FlushAsync(StagedOutput output, PageIndexBuffer? index, CancellationToken cancellation)
    {
        EndPage();
        if (_chunk.DictionaryPages > 0)
            _chunk.AddDictionaryPage(_values);
        var statistics = _statistics.Build(DistinctCount());
        if (_filter is not null && _chunk.DictionaryPages > 0)
            _values.VisitDictionary(_filter);
        var column = await _chunk.DrainAsync(output, index?.OffsetIndexes, cancellation);
        column.Statistics = statistics;
        column.KeyValues.AddRange(_metadata);
        index?.Add(column, _statistics.BuildIndex());
        _values.StartChunk();
        _statistics.Clear();
        BufferedBytes = 0;
        return column;
    }

    /// <summary>Appends the Bloom filter of the chunk just written; false when the column has none.</summary>
    internal bool WriteBloomFilter(ByteBuffer output)
    {
        _filter?.Write(output);
        return _filter is not null;
    }

    /// <summary>Gives the memory back; what is not flushed is dropped.</summary>
    internal void Release()
    {
        _values.Release();
        _chunk.Release();
        _definitions.Release();
        _repetitions.Release();
    }

    // A dictionary that served every page counts the values, where different bytes are different values.
    private long? DistinctCount() =>
        _chunk.DictionaryPages == _chunk.DataPages && _physical is not (PhysicalType.Float or PhysicalType.Double)
            && Leaf.Node.Logical is not (LogicalType.Float16 or LogicalType.Decimal)
            ? _values.DictionaryCount : null;

    private void StartValue(PhysicalType type, long bytes, int definition, int repetition)
    {
        if (type != _physical)
            throw new InvalidOperationException($"Column {Leaf.Path} holds {_physical}, not {type}.");
        if (definition != _maxDefinition)
            throw new InvalidOperationException(
                $"Column {Leaf.Path}: a present value has definition level {_maxDefinition}, not {definition}.");
        if (_holdsNothing)
            throw new InvalidOperationException($"Column {Leaf.Path} holds absent values alone.");
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
        if (repetition == 0)
            _pageRows++;
        _pageEntries++;
        BufferedBytes += bytes + 1;
    }

    private void EndPage()
    {
        _values.EndPage(isFirst: _chunk.DictionaryPages == 0);
        _page.Clear();
        _values.VisitPage(_page);
        _statistics.AddPage(_page.Build(_pageEntries - _values.Count), _values.Count);
        if (_filter is not null && !_values.UsesDictionary)
            _values.VisitPage(_filter);
        _chunk.AddDataPage(_pageEntries, _pageRows, _definitions.Written, _repetitions.Written, _values);
        _values.StartPage();
        _definitions.Clear();
        _repetitions.Clear();
        _pageEntries = 0;
        _pageRows = 0;
    }
}
