using System.Numerics;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Tests.Values;

public sealed class ParquetValueTests
{
    [Fact]
    public void Values_are_printed_in_the_manner_of_JSON()
    {
        foreach (var (value, text) in new[]
        {
            (ParquetValue.Null, "null"), (ParquetValue.Of(true), "true"), (ParquetValue.Of(-5L), "-5"), (ParquetValue.Of(ulong.MaxValue), "18446744073709551615"),
            (ParquetValue.Of(0.1), "0.1"), (ParquetValue.Decimal(-5, 2), "-0.05"), (ParquetValue.Decimal(BigInteger.Pow(10, 30), 0), "1" + new string('0', 30)),
            (ParquetValue.Of("a \"b\"\n"), "\"a \\\"b\\\"\\n\""), (ParquetValue.Of([0xAB, 1]), "\"ab01\""),
            (ParquetValue.Date(-1), "\"1969-12-31\""), (ParquetValue.Date(int.MaxValue), "\"2147483647 days\""),
            (ParquetValue.Time(3_723_004, TimeUnit.Milliseconds), "\"01:02:03.004\""), (ParquetValue.Time(-1, TimeUnit.Microseconds), "\"-1 Microseconds\""),
            (ParquetValue.Timestamp(-1, TimeUnit.Microseconds, true), "\"1969-12-31T23:59:59.999999Z\""),
            (ParquetValue.Timestamp(0, TimeUnit.Nanoseconds, false), "\"1970-01-01T00:00:00\""),
            (ParquetValue.Timestamp(long.MinValue, TimeUnit.Milliseconds, true), "\"-106751991168 days" + "T16:47:04.192Z\""),
            (ParquetValue.Of(new Guid("00112233-4455-6677-8899-aabbccddeeff")), "\"00112233-4455-6677-8899-aabbccddeeff\""),
            (ParquetValue.List(ParquetValue.Of(1L), ParquetValue.Null), "[1, null]"),
            (ParquetValue.Map(new KeyValuePair<ParquetValue, ParquetValue>(ParquetValue.Of("k"), ParquetValue.List())), "{\"k\": []}"),
            (ParquetValue.Struct(new KeyValuePair<string, ParquetValue>("f", ParquetValue.Struct())), "{\"f\": {}}"),
        })
        {
            Assert.Equal(text, value.ToString());
            Assert.True(value.Equals((object)value) && value != ParquetValue.Of("another"));
        }
    }

    [Fact]
    public void Accessors_of_another_kind_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => ParquetValue.Of(1L).Text);
        Assert.Throws<InvalidOperationException>(() => ParquetValue.Null.Integer);
        Assert.Throws<InvalidOperationException>(() => ParquetValue.Date(1).Ticks);
    }

    [Fact]
    public void Numbers_of_all_kinds_compare_by_size()
    {
        ParquetValue[] ascending =
        [
            ParquetValue.Of(double.NegativeInfinity), ParquetValue.Of(long.MinValue), ParquetValue.Decimal(-15, 1), ParquetValue.Of(-1L),
            ParquetValue.Of(-double.Epsilon), ParquetValue.Of(0L), ParquetValue.Of(double.Epsilon), ParquetValue.Decimal(1, 1), ParquetValue.Of(0.1),
            ParquetValue.Of(1UL), ParquetValue.Of((double)long.MaxValue), ParquetValue.Of(ulong.MaxValue), ParquetValue.Of(double.MaxValue), ParquetValue.Of(double.PositiveInfinity),
        ];
        for (var i = 0; i < ascending.Length; i++)
            for (var j = 0; j < ascending.Length; j++)
                Assert.Equal(i.CompareTo(j), Math.Sign(ValueOrder.Compare(ascending[i], ascending[j])!.Value));
        Assert.Null(ValueOrder.Compare(ParquetValue.Of(double.NaN), ParquetValue.Of(1L)));
        Assert.Null(ValueOrder.Compare(ParquetValue.Of(1L), ParquetValue.Of("1")));
        Assert.Equal(0, ValueOrder.Compare(ParquetValue.Of(0.0), ParquetValue.Of(-0.0)));
    }

    [Fact]
    public void Texts_compare_by_their_bytes_and_times_by_the_moment()
    {
        // In UTF-16 the order of these two is the other way round.
        Assert.Equal(-1, Math.Sign(ValueOrder.Compare(ParquetValue.Of("\uFF5E"), ParquetValue.Of("\U0001F642"))!.Value));
        Assert.Equal(0, ValueOrder.Compare(ParquetValue.Timestamp(5, TimeUnit.Milliseconds, true), ParquetValue.Timestamp(5000, TimeUnit.Microseconds, false)));
    }

    [Fact]
    public void INT96_beyond_the_nanoseconds_of_64_bits_is_given_in_microseconds()
    {
        var leaf = new SchemaNode("t", Repetition.Required, PhysicalType.Int96, LogicalType.None, []);
        byte[] stored = [.. BitConverter.GetBytes(1_500L), .. BitConverter.GetBytes(5_373_484)];
        var value = LeafValue.OfBytes(leaf, stored);
        Assert.Equal((TimeUnit.Microseconds, "\"9999-12-31T00:00:00.000001\""), (value.Unit, value.ToString()));
    }

    [Fact]
    public void A_meaning_that_does_not_fit_is_left_out_of_account()
    {
        var decimals = new SchemaNode("d", Repetition.Required, PhysicalType.Int32, LogicalType.Decimal, []) { DecimalScale = int.MaxValue };
        Assert.Equal(ParquetValue.Of(5L), LeafValue.OfInteger(decimals, 5));
        Assert.Equal(ValueKind.Bytes, LeafValue.OfBytes(SchemaNode.String("s"), [0xFF]).Kind);
        Assert.Equal(ValueKind.Integer, LeafValue.OfInteger(SchemaNode.Int64("n") with { Logical = LogicalType.Date }, 5).Kind);
        Assert.Null(LeafValue.OfPlain(SchemaNode.Int64("n"), [1, 2, 3]));
    }
}
