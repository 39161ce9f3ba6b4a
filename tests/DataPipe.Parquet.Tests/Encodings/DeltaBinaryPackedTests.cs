using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Encodings;

public sealed class DeltaBinaryPackedTests
{
    [Fact]
    public void The_example_of_the_specification_has_these_bytes()
    {
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<long>([7, 5, 3, 1, 2, 3, 4, 5], output);
        // 128 values in 4 miniblocks, 8 in all, first 7; least difference -2; widths; differences less -2: 0, 0, 0, 3, 3, 3, 3.
        Assert.Equal("800104080E03020000" + "00C03F000000000000", Convert.ToHexString(output.Written));
    }

    [Fact]
    public void Integers_of_every_width_come_back()
    {
        for (var width = 0; width <= 64; width++)
            foreach (var count in new[] { 0, 1, 2, 32, 33, 34, 128, 129, 130, 161, 400 })
            {
                var random = new Random(width * 1000 + count);
                var longs = new long[count];
                for (var i = 0; i < count; i++)
                    longs[i] = width == 0 ? 5 : (long)((ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - width));
                Assert.Equal(longs, Recode(longs));
                Assert.Equal(Array.ConvertAll(longs, value => (int)value), Recode(Array.ConvertAll(longs, value => (int)value)));
            }
    }

    [Fact]
    public void Differences_beyond_the_type_wrap_around()
    {
        Assert.Equal([long.MaxValue, long.MinValue, 0, long.MaxValue, -1], Recode([long.MaxValue, long.MinValue, 0, long.MaxValue, -1]));
        int[] ints = [int.MaxValue, int.MinValue, 0, int.MinValue, int.MaxValue, -1];
        Assert.Equal(ints, Recode(ints));
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<int>(ints, output);
        // Differences of 32-bit integers never take more than 32 bits.
        Assert.InRange(output.Length, 1, 10 + 5 + 4 + (32 * 4));
    }

    [Fact]
    public void Any_integers_come_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<long[]>(values => Recode(values).AsSpan().SequenceEqual(values)));

    [Fact]
    public void Other_block_sizes_are_read_and_widths_behind_the_last_value_do_not_matter()
    {
        // 256 values in 2 miniblocks, 3 in all, first 10; least difference 1; widths 1 and 255 (not used); differences 1 and 0 more.
        byte[] source = [0x80, 0x02, 0x02, 0x03, 0x14, 0x02, 0x01, 0xFF, 0x01, .. new byte[15]];
        var values = new long[3];
        Assert.Equal(source.Length, DeltaBinaryPacked.Decode<long>(source, values));
        Assert.Equal([10, 12, 13], values);
        // Some writers cut the padding off.
        Assert.Equal(9, DeltaBinaryPacked.Decode<long>(source.AsSpan(0, 9), values));
        Assert.Equal([10, 12, 13], values);
    }

    [Theory]
    [InlineData("80010408", "delta-encoded values end early")]
    [InlineData("8001040700", "7 delta-encoded values where 8 are expected")]
    [InlineData("0004080E", "delta blocks of 0 values in 4 miniblocks")]
    [InlineData("8001000800", "delta blocks of 128 values in 0 miniblocks")]
    [InlineData("8001080800", "delta blocks of 128 values in 8 miniblocks")]
    [InlineData("800104080E0341000000", "differences of 65 bits")]
    [InlineData("800104080E0302000000C0", "delta-encoded values end early")]
    public void Malformed_pages_are_refused(string hex, string message)
    {
        var exception = Assert.Throws<InvalidDataException>(() => DeltaBinaryPacked.Decode<long>(Convert.FromHexString(hex), new long[8]));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Damage_never_reaches_beyond_the_page()
    {
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<int>([.. Enumerable.Range(0, 300).Select(i => i * i)], output);
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = output.Written[..random.Next(1, output.Length)].ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                DeltaBinaryPacked.Decode<int>(damaged, new int[300]);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    private static T[] Recode<T>(T[] values)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<T>(values, output);
        var decoded = new T[values.Length];
        Assert.Equal(output.Length, DeltaBinaryPacked.Decode(output.Written, decoded.AsSpan()));
        return decoded;
    }
}
