using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>What stands before a page: its sizes in bytes and how it is encoded.</summary>
internal sealed class PageHeader
{
    public PageType Type { get; set; }

    public int UncompressedBytes { get; set; }

    public int CompressedBytes { get; set; }

    /// <summary>CRC-32 of the bytes that follow the header; null when not stated.</summary>
    public uint? Checksum { get; set; }

    /// <summary>Values of the page, absent ones included; for a dictionary its entries.</summary>
    public int ValueCount { get; set; }

    /// <summary>Absent values; second version alone, null when not stated.</summary>
    public int? NullCount { get; set; }

    /// <summary>Rows that start in the page; second version alone, null when not stated.</summary>
    public int? Rows { get; set; }

    public PageEncoding Encoding { get; set; }

    public PageEncoding DefinitionEncoding { get; set; } = PageEncoding.Rle;

    public PageEncoding RepetitionEncoding { get; set; } = PageEncoding.Rle;

    /// <summary>Bytes of the definition levels; second version alone.</summary>
    public int DefinitionBytes { get; set; }

    /// <summary>Bytes of the repetition levels; second version alone.</summary>
    public int RepetitionBytes { get; set; }

    /// <summary>Whether the values are compressed; second version alone may say no.</summary>
    public bool IsCompressed { get; set; } = true;

    public static PageHeader Read(ref CompactReader reader)
    {
        var header = new PageHeader { Type = (PageType)(-1), UncompressedBytes = -1, CompressedBytes = -1, ValueCount = -1 };
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: header.Type = (PageType)reader.ReadInt32(type); break;
                case 2: header.UncompressedBytes = reader.ReadInt32(type); break;
                case 3: header.CompressedBytes = reader.ReadInt32(type); break;
                case 4: header.Checksum = (uint)reader.ReadInt32(type); break;
                case 5: header.ReadDataHeader(ref reader, type); break;
                case 7: header.ReadDictionaryHeader(ref reader, type); break;
                case 8: header.ReadDataHeaderV2(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        if (header.UncompressedBytes < 0 || header.CompressedBytes < 0)
            throw new InvalidDataException("a page header without valid sizes");
        if (header.Type != PageType.Index && header.ValueCount < 0)
            throw new InvalidDataException("a page header without a valid number of values");
        return header;
    }

    public void Write(ByteBuffer output)
    {
        var writer = new CompactWriter(output);
        var last = 0;
        writer.Int32(ref last, 1, (int)Type);
        writer.Int32(ref last, 2, UncompressedBytes);
        writer.Int32(ref last, 3, CompressedBytes);
        if (Checksum is { } checksum)
            writer.Int32(ref last, 4, (int)checksum);
        writer.Struct(ref last, Type switch { PageType.Dictionary => 7, PageType.DataV2 => 8, _ => 5 });
        var inner = 0;
        writer.Int32(ref inner, 1, ValueCount);
        if (Type == PageType.DataV2)
        {
            WriteSecondVersion(writer, ref inner);
        }
        else
        {
            writer.Int32(ref inner, 2, (int)Encoding);
            if (Type == PageType.Data)
            {
                writer.Int32(ref inner, 3, (int)DefinitionEncoding);
                writer.Int32(ref inner, 4, (int)RepetitionEncoding);
            }
        }
        writer.End();
        writer.End();
    }

    private void WriteSecondVersion(CompactWriter writer, ref int inner)
    {
        writer.Int32(ref inner, 2, NullCount ?? throw new InvalidOperationException("The page has no count of nulls."));
        writer.Int32(ref inner, 3, Rows ?? throw new InvalidOperationException("The page has no count of rows."));
        writer.Int32(ref inner, 4, (int)Encoding);
        writer.Int32(ref inner, 5, DefinitionBytes);
        writer.Int32(ref inner, 6, RepetitionBytes);
        writer.Boolean(ref inner, 7, IsCompressed);
    }

    private void ReadDataHeader(ref CompactReader reader, CompactType structType)
    {
        CompactReader.ExpectStruct(structType);
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: ValueCount = reader.ReadInt32(type); break;
                case 2: Encoding = (PageEncoding)reader.ReadInt32(type); break;
                case 3: DefinitionEncoding = (PageEncoding)reader.ReadInt32(type); break;
                case 4: RepetitionEncoding = (PageEncoding)reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
    }

    private void ReadDictionaryHeader(ref CompactReader reader, CompactType structType)
    {
        CompactReader.ExpectStruct(structType);
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: ValueCount = reader.ReadInt32(type); break;
                case 2: Encoding = (PageEncoding)reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
    }

    private void ReadDataHeaderV2(ref CompactReader reader, CompactType structType)
    {
        CompactReader.ExpectStruct(structType);
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: ValueCount = reader.ReadInt32(type); break;
                case 2: NullCount = reader.ReadInt32(type); break;
                case 3: Rows = reader.ReadInt32(type); break;
                case 4: Encoding = (PageEncoding)reader.ReadInt32(type); break;
                case 5: DefinitionBytes = reader.ReadInt32(type); break;
                case 6: RepetitionBytes = reader.ReadInt32(type); break;
                case 7: IsCompressed = CompactReader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
    }
}
