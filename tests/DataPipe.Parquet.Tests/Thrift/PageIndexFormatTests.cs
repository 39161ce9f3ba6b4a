using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Thrift;

public sealed class PageIndexFormatTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var columns = ColumnIndex.Read(Columns(), 3);
        Assert.Equal([false, true, false], columns.NullPages);
        Assert.Equal(["61", "", "63"], columns.MinValues.Select(value => Convert.ToHexString(value.Span)));
        Assert.Equal(["62", "", "64"], columns.MaxValues.Select(value => Convert.ToHexString(value.Span)));
        Assert.Equal(BoundaryOrder.Ascending, columns.Order);
        Assert.Equal([1L, 20, 0], columns.NullCounts!);
        Assert.Equal([new PageLocation(4, 100, 0), new PageLocation(104, 7, 5)], OffsetIndex.Read(Offsets(), 10).Pages);
        var filter = new ByteBuffer();
        BloomFilterHeader.Write(filter, 1024);
        Assert.Equal((1024, filter.Length), BloomFilterHeader.Read(filter.Written));
    }

    [Fact]
    public void Indexes_that_do_not_fit_their_chunk_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ColumnIndex.Read(Columns(), 2));
        Assert.Throws<InvalidDataException>(() => OffsetIndex.Read(Offsets(), 5));
        PageLocation[][] wrong =
        [
            [], [new(4, 0, 0)], [new(4, 10, 1)], [new(4, 10, 0), new(13, 5, 2)], [new(4, 10, 0), new(14, 5, -1)], [new(-5, 10, 0)],
            [new(4, 10, 0), new(20, 5, 5), new(25, 5, 4)],
        ];
        foreach (var pages in wrong)
            Assert.Throws<InvalidDataException>(() => OffsetIndex.Read(Offsets(pages), 10));
        foreach (var bytes in new[] { 0, -32, 33, 1 << 30 })
        {
            var filter = new ByteBuffer();
            BloomFilterHeader.Write(filter, bytes);
            Assert.Throws<InvalidDataException>(() => BloomFilterHeader.Read(filter.Written));
        }
    }

    [Fact]
    public void Damaged_bytes_give_a_value_or_an_InvalidDataException()
    {
        var filter = new ByteBuffer();
        BloomFilterHeader.Write(filter, 1024);
        byte[][] whole = [Columns(), Offsets(), filter.Written.ToArray()];
        var cases = from which in Gen.Choose(0, 2)
                    from at in Gen.Choose(0, whole[which].Length - 1)
                    from value in Gen.Choose(0, 255)
                    from end in Gen.Choose(0, whole[which].Length)
                    select (which, at, (byte)value, end);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(cases.ToArbitrary(), damage =>
        {
            var (which, at, value, end) = damage;
            var bytes = whole[which].ToArray();
            bytes[at] = value;
            var fault = Record.Exception(() =>
            {
                _ = which switch
                {
                    0 => (object)ColumnIndex.Read(bytes.AsSpan(0, end), 3),
                    1 => OffsetIndex.Read(bytes.AsSpan(0, end), 10),
                    _ => BloomFilterHeader.Read(bytes.AsSpan(0, end)),
                };
            });
            Assert.True(fault is null or InvalidDataException, fault?.ToString());
        }));
    }

    private static byte[] Columns()
    {
        var output = new ByteBuffer();
        new ColumnIndex
        {
            NullPages = [false, true, false],
            MinValues = ["a"u8.ToArray(), default, "c"u8.ToArray()],
            MaxValues = ["b"u8.ToArray(), default, "d"u8.ToArray()],
            Order = BoundaryOrder.Ascending,
            NullCounts = [1, 20, 0],
        }.Write(output);
        return output.Written.ToArray();
    }

    private static byte[] Offsets(params PageLocation[]? pages)
    {
        var output = new ByteBuffer();
        var index = new OffsetIndex();
        index.Pages.AddRange(pages ?? []);
        index.Write(output);
        return output.Written.ToArray();
    }

    private static byte[] Offsets() => Offsets([new(4, 100, 0), new(104, 7, 5)]);
}
