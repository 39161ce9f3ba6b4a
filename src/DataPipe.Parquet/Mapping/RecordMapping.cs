using System.Runtime.CompilerServices;
using DataPipe.Parquet.Mapping.Reading;
using DataPipe.Parquet.Mapping.Writing;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Mapping;

/// <summary>
/// Rows of a Parquet file as records of a .NET type: one column a public property, nested records as structs, arrays and lists as
/// lists, dictionaries as maps; nullable types are optional. The type is looked at once; rows then pass through compiled delegates.
/// <c>decimal</c> needs its digits by <see cref="ParquetColumnAttribute"/>; <c>DateTimeOffset</c> is a UTC time stamp and <c>DateTime</c> (of no kind) one
/// without time zone, both rounded down to microseconds, as is <c>TimeOnly</c>; enums are their names. Safe for several threads at once.
/// </summary>
public sealed class RecordMapping<T> where T : notnull
{
    private readonly StructShape _shape;
    private readonly FieldWriter<T> _writer;

    /// <summary>Looks at the type.</summary>
    /// <exception cref="NotSupportedException">A property has no counterpart in Parquet; the message names it and the remedy.</exception>
    public RecordMapping()
    {
        _shape = new ShapeFinder().FindRecord(typeof(T));
        Schema = new ParquetSchema([.. _shape.Members.Select(member => member.Shape.Node(member.Name))]);
        _writer = (FieldWriter<T>)new FieldWriterFactory().Create(_shape);
    }

    /// <summary>The columns of a file of such records.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>Appends a record as a row of a writer that has the <see cref="Schema"/>.</summary>
    /// <exception cref="ArgumentException">A value does not fit its column: null where the type says never, an enum without a
    /// name, a decimal with too many digits. The row is then incomplete and the file must be given up.</exception>
    public void Append(ParquetWriter writer, T record)
    {
        _writer.Write(writer, record, 0);
        writer.EndRow();
    }

    /// <summary>
    /// The records of a file, row group by row group; only the columns of the type are read, and a column that is missing reads
    /// as null where the property takes null. <c>ReadOnlyMemory&lt;byte&gt;</c> values are views of page memory, which lives as long as they do.
    /// </summary>
    /// <exception cref="ParquetException">The file is damaged, or its columns do not fit the type.</exception>
    public async IAsyncEnumerable<T> ReadAsync(ParquetReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (fields, cursors) = Open(reader);
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var limits = new RowGroupLimits(reader, group);
            foreach (var cursor in cursors)
            {
                cursor.Begin(await reader.ReadAsync(group, cursor.Leaf, cancellation).ConfigureAwait(false));
                limits.Add(cursor);
            }
            for (long row = 0; row < reader.RowGroups[group].Rows; row++)
            {
                limits.CheckRow();
                yield return ReadRow(reader, fields, cursors, group, row);
            }
        }
    }

    private (FieldReader<T> Fields, IReadOnlyList<LeafCursor> Cursors) Open(ParquetReader reader)
    {
        try
        {
            var factory = new FieldReaderFactory();
            return ((FieldReader<T>)factory.Create(_shape, reader.Schema), factory.Cursors);
        }
        catch (InvalidDataException misfit)
        {
            throw new ParquetException(misfit.Message, reader.Name, null, null, null, null, misfit);
        }
    }

    private static T ReadRow(ParquetReader reader, FieldReader<T> fields, IReadOnlyList<LeafCursor> cursors, int group, long row)
    {
        try
        {
            var record = fields.Read();
            for (var i = 0; i < cursors.Count; i++)
                if (cursors[i].Repetition != 0)
                    throw cursors[i].Disagree();
            return record;
        }
        catch (Exception misfit) when (misfit is InvalidDataException or OverflowException or ArgumentException)
        {
            throw new ParquetException($"row {row}: {misfit.Message}", reader.Name, null, group, null, null, misfit);
        }
    }
}
