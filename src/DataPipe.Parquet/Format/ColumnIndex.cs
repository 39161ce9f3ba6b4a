using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>Bounds of the data pages of a column chunk: half of the page index. Values are in the PLAIN encoding, bytes without
/// their length. All arrays are [pages].</summary>
internal sealed class ColumnIndex
{
    /// <summary>Whether a page holds nulls alone: it then has no bounds.</summary>
    public required bool[] NullPages { get; init; }

    /// <summary>For each page a value no greater than any of its own; empty for a page of nulls.</summary>
    public required ReadOnlyMemory<byte>[] MinValues { get; init; }

    /// <summary>For each page a value no less than any of its own; empty for a page of nulls.</summary>
    public required ReadOnlyMemory<byte>[] MaxValues { get; init; }

    public BoundaryOrder Order { get; init; }

    /// <summary>Absent values of each page; null when not stated.</summary>
    public long[]? NullCounts { get; init; }

    /// <summary>Reads the index of a chunk of that many data pages.</summary>
    /// <exception cref="InvalidDataException">It is malformed or of another number of pages.</exception>
    public static ColumnIndex Read(ReadOnlySpan<byte> bytes, int pages)
    {
        var reader = new CompactReader(bytes);
        bool[]? nullPages = null;
        ReadOnlyMemory<byte>[]? minValues = null, maxValues = null;
        long[]? nullCounts = null;
        var order = BoundaryOrder.Unordered;
        for (var field = 0; reader.NextField(ref field, out var type);)
            switch (field)
            {
                case 1: nullPages = ReadBooleans(ref reader, type, pages); break;
                case 2: minValues = ReadValues(ref reader, type, pages); break;
                case 3: maxValues = ReadValues(ref reader, type, pages); break;
                case 4: order = (BoundaryOrder)reader.ReadInt32(type); break;
                case 5: nullCounts = ReadCounts(ref reader, type, pages); break;
                default: reader.Skip(type); break;
            }
        if (nullPages is null || minValues is null || maxValues is null)
            throw new InvalidDataException("a column index without bounds");
        return new ColumnIndex
        {
            NullPages = nullPages,
            MinValues = minValues,
            MaxValues = maxValues,
            // An order unknown here says nothing that can be relied on.
            Order = Enum.IsDefined(order) ? order : BoundaryOrder.Unordered,
            NullCounts = nullCounts,
        };
    }

    public void Write(ByteBuffer output)
    {
        var writer = new CompactWriter(output);
        var last = 0;
        writer.List(ref last, 1, CompactType.True, NullPages.Length);
        foreach (var isNull in NullPages)
            writer.BooleanElement(isNull);
        writer.List(ref last, 2, CompactType.Binary, MinValues.Length);
        foreach (var value in MinValues)
            writer.BinaryElement(value.Span);
        writer.List(ref last, 3, CompactType.Binary, MaxValues.Length);
        foreach (var value in MaxValues)
            writer.BinaryElement(value.Span);
        writer.Int32(ref last, 4, (int)Order);
        if (NullCounts is not null)
        {
            writer.List(ref last, 5, CompactType.Int64, NullCounts.Length);
            foreach (var count in NullCounts)
                writer.Int64Element(count);
        }
        writer.End();
    }

    private static bool[] ReadBooleans(ref CompactReader reader, CompactType listType, int pages)
    {
        var values = new bool[Expect(reader.ReadListHeader(listType, out var type), pages)];
        if (type is not (CompactType.True or CompactType.False))
            throw new InvalidDataException("a column index whose marks of null pages are no truth values");
        // Within lists a truth value is a byte: 1 is true, 2 and in old files 0 is false.
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadInt32(CompactType.Int8) == 1;
        return values;
    }

    private static ReadOnlyMemory<byte>[] ReadValues(ref CompactReader reader, CompactType listType, int pages)
    {
        var values = new ReadOnlyMemory<byte>[Expect(reader.ReadListHeader(listType, out var type), pages)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadBinary(type).ToArray();
        return values;
    }

    private static long[] ReadCounts(ref CompactReader reader, CompactType listType, int pages)
    {
        var values = new long[Expect(reader.ReadListHeader(listType, out var type), pages)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadInt64(type);
        return values;
    }

    private static int Expect(int count, int pages) => count == pages
        ? count : throw new InvalidDataException($"a column index of {count} pages where there are {pages}");
}
