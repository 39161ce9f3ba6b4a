using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>The footer of a file.</summary>
internal sealed class FileMetadata
{
    /// <summary>The four bytes that open and close every file.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The four bytes that close a file whose footer is encrypted.</summary>
    public static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    private readonly List<bool> _isOrderOfType = [];

    public required ParquetSchema Schema { get; init; }

    public long Rows { get; set; }

    public List<RowGroupMetadata> RowGroups { get; } = [];

    public List<KeyValuePair<string, string>> KeyValues { get; } = [];

    public string? CreatedBy { get; set; }

    public static FileMetadata Read(ReadOnlySpan<byte> footer)
    {
        var reader = new CompactReader(footer);
        FileMetadata? file = null;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 2 when file is null: file = new FileMetadata { Schema = SchemaTree.Read(ref reader, type) }; break;
                case 4: Started(file).ReadRowGroups(ref reader, type); break;
                case 5: KeyValueList.Read(ref reader, type, Started(file).KeyValues); break;
                case 6: Started(file).CreatedBy = reader.ReadString(type); break;
                case 7: Started(file).ReadColumnOrders(ref reader, type); break;
                case 8: throw new InvalidDataException("the file is encrypted: not supported");
                default: reader.Skip(type); break;
            }
        // Some writers leave the file's number of rows at 0: that of its row groups counts.
        var complete = Started(file);
        complete.Rows = 0;
        complete.DropUnorderedBounds();
        foreach (var group in complete.RowGroups)
            complete.Rows += Math.Min(group.Rows, long.MaxValue - complete.Rows);
        return complete;
    }

    public void Write(ByteBuffer output)
    {
        var writer = new CompactWriter(output);
        var last = 0;
        // Version 1: pages of the first version. Readers do not look at it.
        writer.Int32(ref last, 1, 1);
        SchemaTree.Write(writer, ref last, 2, Schema);
        writer.Int64(ref last, 3, Rows);
        writer.List(ref last, 4, CompactType.Struct, RowGroups.Count);
        for (var i = 0; i < RowGroups.Count; i++)
            RowGroups[i].Write(writer, Schema, i);
        if (KeyValues.Count > 0)
            KeyValueList.Write(writer, ref last, 5, KeyValues);
        if (CreatedBy is not null)
            writer.Text(ref last, 6, CreatedBy);
        // Without a declared order of the columns readers ignore minimum and maximum.
        writer.List(ref last, 7, CompactType.Struct, Schema.Leaves.Count);
        for (var i = 0; i < Schema.Leaves.Count; i++)
        {
            var inner = 0;
            writer.EmptyStruct(ref inner, 1);
            writer.End();
        }
        writer.End();
    }

    private void ReadRowGroups(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
            RowGroups.Add(RowGroupMetadata.Read(ref reader, Schema));
    }

    // Bounds are stated in an order that the file names for each column: without a name they say nothing. Bounds by the
    // older fields need none.
    private void ReadColumnOrders(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
        {
            var isOfType = false;
            for (var field = 0; reader.NextField(ref field, out var type);)
            {
                isOfType = field == 1;
                reader.Skip(type);
            }
            _isOrderOfType.Add(isOfType);
        }
    }

    private void DropUnorderedBounds()
    {
        foreach (var group in RowGroups)
            for (var i = 0; i < group.Columns.Count; i++)
                if (group.Columns[i] is var column && (i >= _isOrderOfType.Count || !_isOrderOfType[i]))
                {
                    column.ColumnIndex = null;
                    if (column.Statistics is { NeedsColumnOrder: true } statistics)
                        column.Statistics = statistics with { Min = null, Max = null, IsMinExact = null, IsMaxExact = null };
                }
    }

    private static FileMetadata Started(FileMetadata? file) =>
        file ?? throw new InvalidDataException("the footer has no schema before its other fields");
}
