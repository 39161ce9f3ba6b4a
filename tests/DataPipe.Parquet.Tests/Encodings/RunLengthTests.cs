using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Encodings;

public sealed class RunLengthTests
{
    [Fact]
    public void What_is_encoded_is_decoded_at_every_width()
    {
        var cases = from bitWidth in Gen.Choose(0, 32)
                    from runs in Gen.Choose(0, 30)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (bitWidth, runs, seed);
        var property = Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var values = Runs(sample.bitWidth, sample.runs, sample.seed);
            var output = new ByteBuffer();
            RunLengthEncoder.Encode<int>(values, sample.bitWidth, output);
            var decoded = new int[values.Length];
            var read = RunLengthDecoder.Decode<int>(output.Written, sample.bitWidth, decoded);
            return read == output.Length && decoded.SequenceEqual(values);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Eight_and_more_equal_values_are_a_run()
    {
        var output = new ByteBuffer();
        RunLengthEncoder.Encode<byte>(new byte[1000], 1, output);
        // 1000 << 1 as a varint, then the value.
        Assert.Equal([0xD0, 0x0F, 0x00], output.Written.ToArray());
    }

    [Fact]
    public void Mixed_values_are_packed_from_the_lowest_bit()
    {
        var output = new ByteBuffer();
        // The format's own example: 0 to 7 in three bits.
        RunLengthEncoder.Encode<byte>([0, 1, 2, 3, 4, 5, 6, 7], 3, output);
        Assert.Equal([0x03, 0b10001000, 0b11000110, 0b11111010], output.Written.ToArray());
    }

    [Fact]
    public void Missing_padding_of_the_last_group_is_forgiven()
    {
        var decoded = new int[3];
        RunLengthDecoder.Decode<int>([0x03, 0b10001000, 0b00000000], 3, decoded);
        Assert.Equal([0, 1, 2], decoded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("03")]
    [InlineData("10")]
    [InlineData("FFFFFFFFFFFF")]
    [InlineData("0000000000")]
    public void Values_that_end_early_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => RunLengthDecoder.Decode<int>(Convert.FromHexString(hex), 3, new int[9]));

    private static int[] Runs(int bitWidth, int runs, int seed)
    {
        var random = new Random(seed);
        var values = new List<int>();
        for (; runs > 0; runs--)
        {
            var value = bitWidth == 0 ? 0 : (int)(random.NextInt64() & ((1L << bitWidth) - 1));
            for (var length = random.Next(3) == 0 ? random.Next(40) : 1; length > 0; length--)
                values.Add(value);
        }
        return [.. values];
    }
}
