using System.Text;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class StatisticsBuilderTests
{
    [Fact]
    public void Bounds_of_bytes_hold_and_are_exact_where_they_say_so()
    {
        // Few letters, 0xFF among them, and lengths around the limit of 64 make ties and carries frequent.
        var value = from length in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(60, 70))
                    from bytes in Gen.Elements<byte>(0, 0x61, 0xFE, 0xFF, 0xFF, 0xFF).ArrayOf(length)
                    select bytes;
        var property = Prop.ForAll(value.NonEmptyListOf().ToArbitrary(), values =>
            HoldsFor(SchemaNode.Binary("b"), values));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Bounds_of_text_hold_and_are_text()
    {
        var rune = Gen.Elements("a", "b", "\u007F", "é", "\u07FF", "数", "\uD7FF", "\uFFFF", "🙂", "\U0010FFFF", "\U0010FFFF");
        var text = from length in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(14, 70))
                   from runes in rune.ArrayOf(length)
                   select Encoding.UTF8.GetBytes(string.Concat(runes));
        var property = Prop.ForAll(text.NonEmptyListOf().ToArbitrary(), values =>
            HoldsFor(SchemaNode.String("s"), values));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void A_text_cut_within_a_code_point_is_bounded_by_whole_ones()
    {
        // 63 letters and a code point of two bytes.
        var statistics = Build(SchemaNode.String("s"), Encoding.UTF8.GetBytes(new string('a', 63) + "é and more"));
        Assert.Equal(new string('a', 63), Encoding.UTF8.GetString(statistics.Min!.Value.Span));
        Assert.Equal(new string('a', 62) + "b", Encoding.UTF8.GetString(statistics.Max!.Value.Span));
        Assert.False(statistics.IsMinExact);
        Assert.False(statistics.IsMaxExact);
    }

    [Fact]
    public void Bytes_above_everything_have_no_maximum()
    {
        var highest = new byte[100];
        highest.AsSpan().Fill(0xFF);
        var statistics = Build(SchemaNode.Binary("b"), highest);
        Assert.Null(statistics.Max);
        Assert.Equal(64, statistics.Min!.Value.Length);
    }

    [Fact]
    public void Not_a_number_is_left_out_and_zero_takes_both_signs()
    {
        var builder = new StatisticsBuilder(SchemaNode.Double("d"));
        builder.Add(double.NaN);
        Assert.Null(builder.Build(0).Min);
        builder.Add(-0.0);
        builder.Add(double.NaN);
        builder.Add(0.0);
        var statistics = builder.Build(0);
        Assert.Equal(-0.0, BitConverter.ToDouble(statistics.Min!.Value.Span));
        Assert.True(double.IsNegative(BitConverter.ToDouble(statistics.Min!.Value.Span)));
        Assert.False(double.IsNegative(BitConverter.ToDouble(statistics.Max!.Value.Span)));
    }

    [Fact]
    public void Numbers_are_stored_in_the_width_of_their_column()
    {
        foreach (var (node, bytes) in new[] { (SchemaNode.Int32("a"), 4), (SchemaNode.Int64("b"), 8), (SchemaNode.Boolean("c"), 1) })
        {
            var builder = new StatisticsBuilder(node);
            builder.Add(1L);
            builder.Add(0L);
            var statistics = builder.Build(3);
            Assert.Equal(bytes, statistics.Min!.Value.Length);
            Assert.Equal((0, 1, 3), (statistics.Min.Value.Span[0], statistics.Max!.Value.Span[0], (int)statistics.NullCount!.Value));
        }
    }

    [Fact]
    public void Unsigned_integers_state_no_bounds()
    {
        var builder = new StatisticsBuilder(SchemaNode.Int32("u") with { Logical = LogicalType.UInt32 });
        builder.Add(-1L);
        Assert.Null(builder.Build(0).Min);
    }

    private static bool HoldsFor(SchemaNode node, IEnumerable<byte[]> values)
    {
        var all = values.ToArray();
        var statistics = Build(node, all);
        var sorted = all.Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ToArray();
        var min = statistics.Min!.Value.Span;
        Assert.True(min.SequenceCompareTo(sorted[0]) <= 0);
        Assert.Equal(statistics.IsMinExact, min.SequenceEqual(sorted[0]));
        Assert.True(min.Length <= 64);
        if (node.Logical == LogicalType.String)
            Assert.True(System.Text.Unicode.Utf8.IsValid(min));
        if (statistics.Max is not { } maxMemory)
            return sorted[^1].Length > 64;
        var max = maxMemory.Span;
        Assert.True(max.SequenceCompareTo(sorted[^1]) >= 0);
        Assert.Equal(statistics.IsMaxExact, max.SequenceEqual(sorted[^1]));
        Assert.True(max.Length <= 66);
        if (node.Logical == LogicalType.String)
            Assert.True(System.Text.Unicode.Utf8.IsValid(max));
        return true;
    }

    private static ColumnStatistics Build(SchemaNode node, params byte[][] values)
    {
        var builder = new StatisticsBuilder(node);
        foreach (var value in values)
            builder.Add(value.AsSpan());
        return builder.Build(0);
    }
}
