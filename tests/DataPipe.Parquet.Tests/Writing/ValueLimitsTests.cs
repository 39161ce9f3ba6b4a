using System.Numerics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class ValueLimitsTests
{
    public static TheoryData<SchemaNode, long, long> Ranges() => new()
    {
        { SchemaNode.Int8("c"), -128, 127 },
        { SchemaNode.Int16("c"), -32768, 32767 },
        { SchemaNode.UInt8("c"), 0, 255 },
        { SchemaNode.UInt16("c"), 0, 65535 },
        { SchemaNode.TimeMillis("c"), 0, 86_399_999 },
        { SchemaNode.TimeMicros("c"), 0, 86_399_999_999 },
        { SchemaNode.TimeNanos("c"), 0, 86_399_999_999_999 },
        { SchemaNode.Decimal("c", 3, 1), -999, 999 },
        { SchemaNode.Decimal("c", 18, 0), -999_999_999_999_999_999, 999_999_999_999_999_999 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Integers_stay_within_the_range_of_their_meaning(SchemaNode node, long low, long high)
    {
        Assert.Null(Append(node, low));
        Assert.Null(Append(node, high));
        Assert.IsType<ArgumentException>(Append(node, low - 1));
        Assert.IsType<ArgumentException>(Append(node, high + 1));
    }

    [Fact]
    public void Unsigned_integers_take_their_whole_range_and_no_negative_number()
    {
        Assert.Null(Append(SchemaNode.UInt32("c"), column => column.Append(uint.MaxValue)));
        Assert.Null(Append(SchemaNode.UInt64("c"), column => column.Append(ulong.MaxValue)));
        Assert.Null(Append(SchemaNode.UInt64("c"), column => column.Append(7u)));
        Assert.IsType<ArgumentException>(Append(SchemaNode.UInt32("c"), column => column.Append(-1)));
        Assert.IsType<ArgumentException>(Append(SchemaNode.UInt64("c"), column => column.Append(-1L)));
        Assert.IsType<ArgumentException>(Append(SchemaNode.UInt8("c"), column => column.Append(256u)));
        Assert.IsType<InvalidOperationException>(Append(SchemaNode.Int64("c"), column => column.Append(1ul)));
        Assert.IsType<InvalidOperationException>(Append(SchemaNode.UInt32("c"), column => column.Append(1ul)));
    }

    [Fact]
    public void Bytes_of_one_length_have_it()
    {
        Assert.Null(Append(SchemaNode.FixedBinary("c", 3), column => column.Append("abc"u8)));
        Assert.Null(Append(SchemaNode.FixedBinary("c", 3), column => column.Append("abc")));
        Assert.IsType<ArgumentException>(Append(SchemaNode.FixedBinary("c", 3), column => column.Append("ab"u8)));
        Assert.IsType<ArgumentException>(Append(SchemaNode.Uuid("c"), column => column.Append(new byte[15])));
        Assert.IsType<InvalidOperationException>(Append(SchemaNode.Binary("c"), column => column.Append(Guid.Empty)));
        Assert.IsType<InvalidOperationException>(Append(SchemaNode.FixedBinary("c", 2), column => column.Append(Half.One)));
        Assert.IsType<InvalidOperationException>(Append(SchemaNode.Null("c"), column => column.Append(1)));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(28)]
    [InlineData(38)]
    [InlineData(60)]
    public void Decimal_numbers_keep_their_value_or_are_refused(int precision)
    {
        var node = SchemaNode.Decimal("c", precision, 4);
        var limit = BigInteger.Pow(10, precision) - 1;
        // Up to six digits behind the point, where four are allowed.
        var numbers = from high in Gen.Choose(int.MinValue, int.MaxValue)
                      from low in Gen.Choose(int.MinValue, int.MaxValue)
                      from scale in Gen.Choose(0, 6)
                      from isWide in Gen.Elements(true, false)
                      select new decimal(low, isWide ? high : 0, isWide ? low : 0, high < 0, (byte)scale);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            BigInteger? scaled = number % 0.0001m != 0 ? null : Unscaled(number);
            var read = default(BigInteger);
            var fault = Append(node, column => column.Append(number), values => read = node.Physical switch
            {
                PhysicalType.Int32 => values.Int32(0),
                PhysicalType.Int64 => values.Int64(0),
                _ => new BigInteger(values.Bytes(0), isBigEndian: true),
            });
            if (scaled is { } expected && BigInteger.Abs(expected) <= limit)
                Assert.Equal((null, expected), (fault, read));
            else
                Assert.IsType<ArgumentException>(fault);
        }));

        static BigInteger Unscaled(decimal number)
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(number, bits);
            var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
            return (number < 0 ? -digits : digits) * BigInteger.Pow(10, 4) / BigInteger.Pow(10, number.Scale);
        }
    }

    [Fact]
    public void Decimal_bytes_of_too_many_digits_are_refused()
    {
        foreach (var node in new[] { SchemaNode.Decimal("c", 20, 0), SchemaNode.Decimal("c", 20, 0) with { Physical = PhysicalType.ByteArray, FixedBytes = null } })
        {
            byte[] Bytes(BigInteger number) =>
                [.. Enumerable.Repeat(number.Sign < 0 ? (byte)255 : (byte)0, 9 - number.GetByteCount()), .. number.ToByteArray(isBigEndian: true)];
            var limit = BigInteger.Pow(10, 20);
            Assert.Null(Append(node, column => column.Append(Bytes(limit - 1))));
            Assert.Null(Append(node, column => column.Append(Bytes(1 - limit))));
            Assert.IsType<ArgumentException>(Append(node, column => column.Append(Bytes(limit))));
            Assert.IsType<ArgumentException>(Append(node, column => column.Append(Bytes(-limit))));
            Assert.IsType<ArgumentException>(Append(node, column => column.Append(ReadOnlySpan<byte>.Empty)));
        }
    }

    [Fact]
    public void Uuids_and_short_reals_are_stored_as_the_format_orders_their_bytes()
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Null(Append(SchemaNode.Uuid("c"), column => column.Append(id), values =>
            Assert.Equal("00112233445566778899AABBCCDDEEFF", Convert.ToHexString(values.Bytes(0)))));
        Assert.Null(Append(SchemaNode.Float16("c"), column => column.Append((Half)1.5), values =>
            Assert.Equal("003E", Convert.ToHexString(values.Bytes(0)))));
    }

    private static Exception? Append(SchemaNode node, long value) => Append(node, column =>
    {
        if (node.Physical == PhysicalType.Int32)
            column.Append((int)value);
        else
            column.Append(value);
    });

    private static Exception? Append(SchemaNode node, Action<ColumnBuffer> append, Action<ColumnChunkValues>? check = null)
    {
        var output = new MemoryStream();
        var writer = new ParquetWriter(output, new ParquetSchema([node]), new ParquetWriterOptions { Codec = CodecKind.None });
        var fault = Record.Exception(() => append(writer.Column(0)));
        if (fault is not null)
            return fault;
        writer.EndRow();
        writer.FinishAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var reader = ParquetReader.OpenAsync(output, "limits", CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var values = reader.ReadAsync(0, 0, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Assert.Equal(1, values.ValueCount);
        check?.Invoke(values);
        return null;
    }
}
