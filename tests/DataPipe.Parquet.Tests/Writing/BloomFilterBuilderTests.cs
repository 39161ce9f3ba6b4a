using System.Buffers.Binary;
using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class BloomFilterBuilderTests
{
    private static readonly SchemaNode Number = SchemaNode.Int64("n");

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void Every_value_is_found_and_few_others(double fraction)
    {
        var filter = Build(fraction, 1 << 20, Enumerable.Range(0, 20_000).Select(i => (long)i));
        for (long i = 0; i < 20_000; i++)
            Assert.True(Holds(filter, i));
        var wrong = Enumerable.Range(20_000, 100_000).Count(i => Holds(filter, i));
        Assert.True(wrong <= 100_000 * fraction * 1.2, $"{wrong} of 100000");
    }

    [Fact]
    public void The_size_follows_the_distinct_values_up_to_its_limit()
    {
        Assert.Equal(32, Build(0.01, 1 << 20, [1, 1, 1]).Length);
        // 9.68 bits a value: 1000 take 1211 bytes.
        Assert.Equal(2048, Build(0.01, 1 << 20, Enumerable.Range(0, 5000).Select(i => i % 1000L)).Length);
        var crowded = Build(0.01, 1024, Enumerable.Range(0, 50_000).Select(i => (long)i));
        Assert.Equal(1024, crowded.Length);
        Assert.True(Holds(crowded, 49_999) && Holds(crowded, 0));
    }

    [Fact]
    public void Both_zeros_are_found_where_one_is_in()
    {
        foreach (var zero in new[] { 0.0, -0.0 })
        {
            var builder = new BloomFilterBuilder(SchemaNode.Double("d"), 0.01, 1024);
            builder.Visit(BitConverter.GetBytes(zero), 1);
            var filter = Written(builder);
            Assert.True(Holds(filter, 0));
            Assert.True(Holds(filter, long.MinValue));
        }
    }

    [Fact]
    public void A_chunk_starts_anew()
    {
        var builder = new BloomFilterBuilder(Number, 0.01, 64);
        for (long i = 0; i < 1000; i++)
            builder.Visit(BitConverter.GetBytes(i), 1);
        Assert.DoesNotContain((byte)0, Written(builder));
        Assert.Equal(new byte[32], Written(builder));
    }

    private static byte[] Build(double fraction, int maxBytes, IEnumerable<long> values)
    {
        var builder = new BloomFilterBuilder(Number, fraction, maxBytes);
        foreach (var value in values)
            builder.Visit(BitConverter.GetBytes(value), 1);
        return Written(builder);
    }

    private static byte[] Written(BloomFilterBuilder builder)
    {
        var output = new ByteBuffer();
        builder.Write(output);
        var (filterBytes, headerBytes) = BloomFilterHeader.Read(output.Written);
        Assert.Equal(output.Length, headerBytes + filterBytes);
        return output.Written[headerBytes..].ToArray();
    }

    // The lookup of the format's description, word by word.
    private static bool Holds(byte[] filter, long value)
    {
        uint[] salts = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];
        var hash = XxHash64.Compute(BitConverter.GetBytes(value));
        var block = (int)(((hash >> 32) * (ulong)(filter.Length / 32)) >> 32);
        return salts.Select((salt, i) => (BinaryPrimitives.ReadUInt32LittleEndian(filter.AsSpan((block * 32) + (i * 4))) >> (int)(((uint)hash * salt) >> 27)) & 1).All(bit => bit == 1);
    }
}
