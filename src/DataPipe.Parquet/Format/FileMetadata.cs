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
                case 5: Started(file).ReadKeyValues(ref reader, type); break;
                case 6: Started(file).CreatedBy = reader.ReadString(type); break;
                case 8: throw new InvalidDataException("the file is encrypted: not supported");
                default: reader.Skip(type); break;
            }
        // Some writers leave the file's number of rows at 0: that of its row groups counts.
        var complete = Started(file);
        complete.Rows = 0;
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
            WriteKeyValues(writer, ref last);
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

    private void WriteKeyValues(CompactWriter writer, ref int last)
    {
        writer.List(ref last, 5, CompactType.Struct, KeyValues.Count);
        foreach (var (key, value) in KeyValues)
        {
            var inner = 0;
            writer.Text(ref inner, 1, key);
            writer.Text(ref inner, 2, value);
            writer.End();
        }
    }

    private void ReadRowGroups(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
            RowGroups.Add(RowGroupMetadata.Read(ref reader, Schema));
    }

    private void ReadKeyValues(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
        {
            string key = "", value = "";
            for (var field = 0; reader.NextField(ref field, out var type);)
                switch (field)
                {
                    case 1: key = reader.ReadString(type); break;
                    case 2: value = reader.ReadString(type); break;
                    default: reader.Skip(type); break;
                }
            KeyValues.Add(new(key, value));
        }
    }

    private static FileMetadata Started(FileMetadata? file) =>
        file ?? throw new InvalidDataException("the footer has no schema before its other fields");
}
