using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>What the footer says about one row group.</summary>
internal sealed class RowGroupMetadata
{
    public long Rows { get; set; } = -1;

    /// <summary>One entry a leaf, in the order of the schema.</summary>
    public List<ColumnMetadata> Columns { get; } = [];

    public static RowGroupMetadata Read(ref CompactReader reader, ParquetSchema schema)
    {
        var group = new RowGroupMetadata();
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: group.ReadColumns(ref reader, type, schema); break;
                case 3: group.Rows = reader.ReadInt64(type); break;
                default: reader.Skip(type); break;
            }
        if (group.Rows < 0)
            throw new InvalidDataException("a row group without a valid number of rows");
        if (group.Columns.Count != schema.Leaves.Count)
            throw new InvalidDataException($"a row group of {group.Columns.Count} columns where the schema has {schema.Leaves.Count}");
        return group;
    }

    public void Write(CompactWriter writer, ParquetSchema schema, int ordinal)
    {
        var last = 0;
        writer.List(ref last, 1, CompactType.Struct, Columns.Count);
        long uncompressedBytes = 0, compressedBytes = 0;
        for (var i = 0; i < Columns.Count; i++)
        {
            var inner = 0;
            // The format asks for 0 here, the field's past use being inconsistent.
            writer.Int64(ref inner, 2, 0);
            writer.Struct(ref inner, 3);
            Columns[i].Write(writer, schema.Leaves[i]);
            WritePlace(writer, ref inner, 4, Columns[i].OffsetIndex);
            WritePlace(writer, ref inner, 6, Columns[i].ColumnIndex);
            writer.End();
            uncompressedBytes += Columns[i].UncompressedBytes;
            compressedBytes += Columns[i].CompressedBytes;
        }
        writer.Int64(ref last, 2, uncompressedBytes);
        writer.Int64(ref last, 3, Rows);
        writer.Int64(ref last, 5, Columns[0].FirstOffset);
        writer.Int64(ref last, 6, compressedBytes);
        if (ordinal <= short.MaxValue)
            writer.Int16(ref last, 7, (short)ordinal);
        writer.End();
    }

    private void ReadColumns(ref CompactReader reader, CompactType listType, ParquetSchema schema)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        if (count != schema.Leaves.Count || Columns.Count > 0)
            throw new InvalidDataException($"a row group of {count} columns where the schema has {schema.Leaves.Count}");
        for (var i = 0; i < count; i++)
            Columns.Add(ReadColumn(ref reader, schema.Leaves[i]));
    }

    private static void WritePlace(CompactWriter writer, ref int last, int field, (long Offset, int Bytes)? place)
    {
        if (place is not var (offset, bytes))
            return;
        writer.Int64(ref last, field, offset);
        writer.Int32(ref last, field + 1, bytes);
    }

    // An index only spares reading: one without a possible place is as good as none.
    private static (long Offset, int Bytes)? Place(long offset, int bytes) => offset > 0 && bytes > 0 ? (offset, bytes) : null;

    private static ColumnMetadata ReadColumn(ref CompactReader reader, LeafColumn leaf)
    {
        ColumnMetadata? column = null;
        long offsetIndex = -1, columnIndex = -1;
        int offsetIndexBytes = -1, columnIndexBytes = -1;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: throw new InvalidDataException($"column {leaf.Path} lies in another file: not supported");
                case 3: column = ColumnMetadata.Read(ref reader, type, leaf); break;
                case 4: offsetIndex = reader.ReadInt64(type); break;
                case 5: offsetIndexBytes = reader.ReadInt32(type); break;
                case 6: columnIndex = reader.ReadInt64(type); break;
                case 7: columnIndexBytes = reader.ReadInt32(type); break;
                case 8 or 9: throw new InvalidDataException($"column {leaf.Path} is encrypted: not supported");
                default: reader.Skip(type); break;
            }
        if (column is null)
            throw new InvalidDataException($"column {leaf.Path} of a row group has no metadata");
        column.OffsetIndex = Place(offsetIndex, offsetIndexBytes);
        column.ColumnIndex = Place(columnIndex, columnIndexBytes);
        return column;
    }
}
