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
        Assert.Null(Build(SchemaNode.Double("d"), Bytes(double.NaN)).Min);
        var statistics = Build(SchemaNode.Double("d"), Bytes(double.NaN), Bytes(-0.0), Bytes(double.NaN), Bytes(0.0));
        Assert.Equal(0.0, BitConverter.ToDouble(statistics.Min!.Value.Span));
        Assert.True(double.IsNegative(BitConverter.ToDouble(statistics.Min!.Value.Span)));
        Assert.False(double.IsNegative(BitConverter.ToDouble(statistics.Max!.Value.Span)));
        statistics = Build(SchemaNode.Float16("h"), BitConverter.GetBytes(Half.NaN), BitConverter.GetBytes(Half.Zero));
        Assert.Equal(new byte[] { 0, 0x80 }, statistics.Min!.Value.ToArray());
        Assert.Equal(new byte[] { 0, 0 }, statistics.Max!.Value.ToArray());
    }

    [Fact]
    public void Numbers_are_stored_in_the_width_of_their_column()
    {
        foreach (var (node, bytes) in new[] { (SchemaNode.Int32("a"), 4), (SchemaNode.Int64("b"), 8) })
        {
            var builder = new StatisticsBuilder(node);
            var plain = new byte[3 * bytes];
            plain[0] = 7;
            plain[bytes] = 3;
            plain.AsSpan(2 * bytes).Fill(0xFF);
            builder.Visit(plain, 3);
            var statistics = builder.Build(3);
            Assert.Equal(Enumerable.Repeat((byte)0xFF, bytes), statistics.Min!.Value.ToArray());
            Assert.Equal(bytes, statistics.Max!.Value.Length);
            Assert.Equal((7, 3), (statistics.Max!.Value.Span[0], (int)statistics.NullCount!.Value));
        }
        var booleans = new StatisticsBuilder(SchemaNode.Boolean("c"));
        booleans.Visit([0b0000_0100], 3);
        Assert.Equal("00 01", $"{Convert.ToHexString(booleans.Build(0).Min!.Value.Span)} {Convert.ToHexString(booleans.Build(0).Max!.Value.Span)}");
    }

    [Fact]
    public void Unsigned_integers_have_the_bounds_of_their_order()
    {
        var statistics = Build(SchemaNode.UInt32("u"), BitConverter.GetBytes(uint.MaxValue), BitConverter.GetBytes(5u));
        Assert.Equal((5u, uint.MaxValue), (BitConverter.ToUInt32(statistics.Min!.Value.Span), BitConverter.ToUInt32(statistics.Max!.Value.Span)));
        statistics = Build(SchemaNode.UInt64("u"), BitConverter.GetBytes(ulong.MaxValue), BitConverter.GetBytes(5ul));
        Assert.Equal((5ul, ulong.MaxValue), (BitConverter.ToUInt64(statistics.Min!.Value.Span), BitConverter.ToUInt64(statistics.Max!.Value.Span)));
    }

    [Fact]
    public void Decimal_bytes_compare_as_numbers_whatever_their_lengths()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<long[]>(), Gen.Choose(0, 3).ToArbitrary(), (numbers, padding) =>
        {
            if (numbers.Length == 0)
                return;
            var values = numbers.Select((number, i) => Padded(number, i % 2 == 0 ? padding : 0)).ToArray();
            var statistics = Build(SchemaNode.Decimal("d", 40, 2), values);
            Assert.Equal(numbers.Min(), (long)new System.Numerics.BigInteger(statistics.Min!.Value.Span, isBigEndian: true));
            Assert.Equal(numbers.Max(), (long)new System.Numerics.BigInteger(statistics.Max!.Value.Span, isBigEndian: true));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);

        static byte[] Padded(long number, int padding) =>
            [.. Enumerable.Repeat(number < 0 ? (byte)0xFF : (byte)0, padding), .. new System.Numerics.BigInteger(number).ToByteArray(isBigEndian: true)];
    }

    [Fact]
    public void Columns_without_order_have_no_bounds() =>
        Assert.Equal((null, 4L), (Build(SchemaNode.Interval("i"), new byte[12]).Min, new StatisticsBuilder(SchemaNode.Interval("i")).Build(4).NullCount));

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

    private static byte[] Bytes(double value) => BitConverter.GetBytes(value);

    private static ColumnStatistics Build(SchemaNode node, params byte[][] values)
    {
        var builder = new StatisticsBuilder(node);
        foreach (var value in values)
            builder.Visit(node.Physical == PhysicalType.ByteArray ? [.. BitConverter.GetBytes(value.Length), .. value] : value, 1);
        return builder.Build(0);
    }
}
