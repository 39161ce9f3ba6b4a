using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>What the footer says about one column chunk.</summary>
internal sealed class ColumnMetadata
{
    public PhysicalType Physical { get; set; }

    public List<PageEncoding> Encodings { get; } = [];

    public CodecKind Codec { get; set; }

    public long ValueCount { get; set; } = -1;

    public long UncompressedBytes { get; set; }

    public long CompressedBytes { get; set; } = -1;

    public long DataOffset { get; set; } = -1;

    public long? DictionaryOffset { get; set; }

    public ColumnStatistics? Statistics { get; set; }

    public List<KeyValuePair<string, string>> KeyValues { get; } = [];

    /// <summary>Offset and bytes of the Bloom filter, its header included; null when there is none or, for the bytes, when not
    /// stated.</summary>
    public (long Offset, int? Bytes)? BloomFilter { get; set; }

    /// <summary>Offset and bytes of the <see cref="Format.OffsetIndex"/>; null when there is none.</summary>
    public (long Offset, int Bytes)? OffsetIndex { get; set; }

    /// <summary>Offset and bytes of the <see cref="Format.ColumnIndex"/>; null when there is none.</summary>
    public (long Offset, int Bytes)? ColumnIndex { get; set; }

    /// <summary>Number of pages by type and encoding, as written.</summary>
    public List<(PageType Type, PageEncoding Encoding, int Count)> Pages { get; } = [];

    /// <summary>Offset of the first page, be it dictionary or data.</summary>
    public long FirstOffset => DictionaryOffset is { } offset && offset > 0 && offset < DataOffset ? offset : DataOffset;

    public static ColumnMetadata Read(ref CompactReader reader, CompactType structType, LeafColumn leaf)
    {
        CompactReader.ExpectStruct(structType);
        var column = new ColumnMetadata { Physical = (PhysicalType)(-1) };
        long? filterOffset = null;
        int? filterBytes = null;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: column.Physical = (PhysicalType)reader.ReadInt32(type); break;
                case 2: column.ReadEncodings(ref reader, type); break;
                case 4: column.Codec = (CodecKind)reader.ReadInt32(type); break;
                case 5: column.ValueCount = reader.ReadInt64(type); break;
                case 6: column.UncompressedBytes = reader.ReadInt64(type); break;
                case 7: column.CompressedBytes = reader.ReadInt64(type); break;
                case 8: KeyValueList.Read(ref reader, type, column.KeyValues); break;
                case 9: column.DataOffset = reader.ReadInt64(type); break;
                case 11: column.DictionaryOffset = reader.ReadInt64(type); break;
                case 12:
                    CompactReader.ExpectStruct(type);
                    column.Statistics = StatisticsFormat.Read(ref reader, leaf.Node);
                    break;
                // Some writers used numbers from 13 on for fields of their own before the format gave them out.
                case 13 when type == CompactType.List: column.ReadPages(ref reader, type); break;
                case 14 when type == CompactType.Int64: filterOffset = reader.ReadInt64(type); break;
                case 15 when type == CompactType.Int32: filterBytes = reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        if (column.Physical != leaf.Physical)
            throw new InvalidDataException($"column {leaf.Path} is {leaf.Physical} in the schema and {column.Physical} in a row group");
        if (column.ValueCount < 0 || column.CompressedBytes < 0 || column.DataOffset < 0)
            throw new InvalidDataException($"column {leaf.Path} has no valid size or offset");
        // A filter only spares reading: one without a possible place is as good as none.
        if (filterOffset > 0)
            column.BloomFilter = (filterOffset.Value, filterBytes > 0 ? filterBytes : null);
        return column;
    }

    public void Write(CompactWriter writer, LeafColumn leaf)
    {
        var last = 0;
        writer.Int32(ref last, 1, (int)Physical);
        writer.List(ref last, 2, CompactType.Int32, Encodings.Count);
        foreach (var encoding in Encodings)
            writer.Int32Element((int)encoding);
        writer.List(ref last, 3, CompactType.Binary, leaf.Names.Count);
        foreach (var name in leaf.Names)
            writer.TextElement(name);
        writer.Int32(ref last, 4, (int)Codec);
        writer.Int64(ref last, 5, ValueCount);
        writer.Int64(ref last, 6, UncompressedBytes);
        writer.Int64(ref last, 7, CompressedBytes);
        if (KeyValues.Count > 0)
            KeyValueList.Write(writer, ref last, 8, KeyValues);
        writer.Int64(ref last, 9, DataOffset);
        if (DictionaryOffset is { } dictionaryOffset)
            writer.Int64(ref last, 11, dictionaryOffset);
        if (Statistics is not null)
        {
            writer.Struct(ref last, 12);
            StatisticsFormat.Write(writer, Statistics);
        }
        writer.List(ref last, 13, CompactType.Struct, Pages.Count);
        foreach (var (type, encoding, count) in Pages)
        {
            var inner = 0;
            writer.Int32(ref inner, 1, (int)type);
            writer.Int32(ref inner, 2, (int)encoding);
            writer.Int32(ref inner, 3, count);
            writer.End();
        }
        if (BloomFilter is var (filterOffset, filterBytes))
        {
            writer.Int64(ref last, 14, filterOffset);
            if (filterBytes is { } stated)
                writer.Int32(ref last, 15, stated);
        }
        writer.End();
    }

    private void ReadPages(ref CompactReader reader, CompactType listType)
    {
        var left = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; left > 0; left--)
        {
            int page = -1, encoding = -1, count = 0;
            for (var field = 0; reader.NextField(ref field, out var type);)
                switch (field)
                {
                    case 1: page = reader.ReadInt32(type); break;
                    case 2: encoding = reader.ReadInt32(type); break;
                    case 3: count = reader.ReadInt32(type); break;
                    default: reader.Skip(type); break;
                }
            Pages.Add(((PageType)page, (PageEncoding)encoding, count));
        }
    }

    private void ReadEncodings(ref CompactReader reader, CompactType listType)
    {
        for (var left = reader.ReadListHeader(listType, out var type); left > 0; left--)
            Encodings.Add((PageEncoding)reader.ReadInt32(type));
    }
}
