using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>Where the data pages of a column chunk lie, in the order of the file: half of the page index.</summary>
internal sealed class OffsetIndex
{
    /// <summary>One entry a data page; the dictionary's page is not among them.</summary>
    public List<PageLocation> Pages { get; } = [];

    /// <summary>Reads the index of a chunk of that many rows.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or its pages do not lie one behind the other or do not cover
    /// the rows from the first on.</exception>
    public static OffsetIndex Read(ReadOnlySpan<byte> bytes, long rows)
    {
        var reader = new CompactReader(bytes);
        var index = new OffsetIndex();
        for (var field = 0; reader.NextField(ref field, out var type);)
            if (field == 1)
                index.ReadPages(ref reader, type);
            else
                reader.Skip(type);
        index.Check(rows);
        return index;
    }

    public void Write(ByteBuffer output)
    {
        var writer = new CompactWriter(output);
        var last = 0;
        writer.List(ref last, 1, CompactType.Struct, Pages.Count);
        foreach (var page in Pages)
        {
            var inner = 0;
            writer.Int64(ref inner, 1, page.Offset);
            writer.Int32(ref inner, 2, page.Bytes);
            writer.Int64(ref inner, 3, page.FirstRow);
            writer.End();
        }
        writer.End();
    }

    private void ReadPages(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
        {
            long offset = -1, firstRow = -1;
            var pageBytes = -1;
            for (var field = 0; reader.NextField(ref field, out var type);)
                switch (field)
                {
                    case 1: offset = reader.ReadInt64(type); break;
                    case 2: pageBytes = reader.ReadInt32(type); break;
                    case 3: firstRow = reader.ReadInt64(type); break;
                    default: reader.Skip(type); break;
                }
            Pages.Add(new PageLocation(offset, pageBytes, firstRow));
        }
    }

    private void Check(long rows)
    {
        var previous = new PageLocation(0, 0, 0);
        for (var i = 0; i < Pages.Count; i++)
        {
            var page = Pages[i];
            if (page.Bytes <= 0 || page.Offset < previous.Offset || page.Offset - previous.Offset < previous.Bytes)
                throw new InvalidDataException($"page {i} of an offset index has no valid place");
            if (page.FirstRow < previous.FirstRow || page.FirstRow >= rows || (i == 0 && page.FirstRow != 0))
                throw new InvalidDataException($"page {i} of an offset index starts at row {page.FirstRow} of {rows}");
            previous = page;
        }
        if (Pages.Count == 0 && rows > 0)
            throw new InvalidDataException("an offset index without pages");
    }
}
