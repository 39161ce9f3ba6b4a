using System.Runtime.CompilerServices;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Rows;

/// <summary>Reads rows as values, for files whose schema is known at run time alone: lists and maps of any depth, in the forms of
/// old writers too. Memory is that of the columns asked for in one row group. Not made for speed: a row costs an array.</summary>
public sealed class RowReader
{
    private readonly ParquetReader _reader;
    private readonly List<ColumnShape> _columns = [];

    /// <summary>Reads all columns of a file, or some by their top-level names.</summary>
    /// <exception cref="ArgumentException">The file has no column of a name.</exception>
    public RowReader(ParquetReader reader, IReadOnlyList<string>? columns = null)
    {
        _reader = reader;
        var shapes = ColumnShape.Of(reader.Schema);
        if (columns is null)
            _columns.AddRange(shapes);
        else
            foreach (var name in columns)
                _columns.Add(Find(shapes, name));
        Columns = _columns.ConvertAll(column => column.Node.Name);
    }

    /// <summary>Names of the columns, in the order of a row's values.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows of one row group, each as [columns] values; of <paramref name="rows"/> alone where given.</summary>
    /// <exception cref="ParquetException">The file is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    public async IAsyncEnumerable<ParquetValue[]> ReadAsync(
        int rowGroup, RowRanges? rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var count = rows?.Rows ?? _reader.RowGroups[rowGroup].Rows;
        var chunks = new List<ColumnChunkValues>();
        try
        {
            var assemblers = new List<RecordAssembler>();
            var limits = new RowGroupLimits(_reader, rowGroup);
            foreach (var column in _columns)
            {
                var cursors = new LeafCursor[column.Leaves];
                for (var i = 0; i < cursors.Length; i++)
                {
                    chunks.Add(rows is null
                        ? await _reader.ReadAsync(rowGroup, column.FirstLeaf + i, cancellation).ConfigureAwait(false)
                        : await _reader.ReadAsync(rowGroup, column.FirstLeaf + i, rows, cancellation).ConfigureAwait(false));
                    cursors[i] = new LeafCursor(column.FirstLeaf + i, chunks[^1].Leaf.MaxDefinition);
                    cursors[i].Begin(chunks[^1]);
                    limits.Add(cursors[i]);
                }
                assemblers.Add(new RecordAssembler(column, cursors, column.FirstLeaf));
            }
            // Without a column nothing vouches for the number of rows.
            for (long row = 0; row < count && chunks.Count > 0; row++)
            {
                limits.CheckRow();
                yield return Assemble(assemblers, rowGroup);
            }
        }
        finally
        {
            foreach (var chunk in chunks)
                chunk.Dispose();
        }
    }

    /// <summary>The rows of all row groups, one after another, each as [columns] values.</summary>
    /// <exception cref="ParquetException">The file is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    public async IAsyncEnumerable<ParquetValue[]> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var group = 0; group < _reader.RowGroups.Count; group++)
            await foreach (var row in ReadAsync(group, null, cancellation).ConfigureAwait(false))
                yield return row;
    }

    private ParquetValue[] Assemble(List<RecordAssembler> assemblers, int rowGroup)
    {
        var row = new ParquetValue[assemblers.Count];
        for (var i = 0; i < row.Length; i++)
            try
            {
                row[i] = assemblers[i].Next();
            }
            catch (InvalidDataException disagreement)
            {
                throw new ParquetException(disagreement.Message, _reader.Name, Columns[i], rowGroup, null, null, disagreement);
            }
        return row;
    }

    private static ColumnShape Find(IReadOnlyList<ColumnShape> shapes, string name)
    {
        foreach (var shape in shapes)
            if (shape.Node.Name == name)
                return shape;
        throw new ArgumentException($"The file has no column '{name}'.", nameof(name));
    }
}
