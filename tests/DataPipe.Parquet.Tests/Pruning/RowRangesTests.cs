using DataPipe.Parquet.Pruning;

namespace DataPipe.Parquet.Tests.Pruning;

public sealed class RowRangesTests
{
    [Fact]
    public void Ranges_that_touch_become_one()
    {
        var rows = Of((0, 5), (5, 8), (8, 8), (10, 12), (11, 15));
        Assert.Equal([new RowRange(0, 8), new RowRange(10, 15)], rows.Ranges);
        Assert.Equal(13, rows.Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Add(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Add(20, 19));
    }

    [Fact]
    public void What_is_in_both_is_found_like_with_sets()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var (a, b) = (Random(random), Random(random));
            var both = a.Intersect(b);
            Assert.Equal(Rows(a).Intersect(Rows(b)).Order(), Rows(both));
            Assert.Equal(both.Rows, Rows(both).Count());
            for (var start = 0; start < 45; start += 3)
                Assert.Equal(Rows(a).Any(row => row >= start && row < start + 4), a.Overlaps(start, start + 4));
        }
    }

    private static RowRanges Random(Random random)
    {
        var rows = new RowRanges();
        for (var start = random.Next(5); start < 40; start += random.Next(1, 10))
            rows.Add(start, start + random.Next(4));
        return rows;
    }

    private static RowRanges Of(params (long Start, long End)[] ranges)
    {
        var rows = new RowRanges();
        foreach (var (start, end) in ranges)
            rows.Add(start, end);
        return rows;
    }

    private static IEnumerable<long> Rows(RowRanges rows)
    {
        foreach (var range in rows.Ranges)
            for (var row = range.Start; row < range.End; row++)
                yield return row;
    }
}
