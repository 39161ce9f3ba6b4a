using System.Text;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Encodings;

/// <summary>DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY.</summary>
public sealed class DeltaByteArrayTests
{
    [Fact]
    public void The_example_of_the_specification_has_these_lengths()
    {
        var output = new ByteBuffer();
        DeltaByteArray.Encode(Plain(["axis", "axle", "babble", "babyhood"]), 4, null, output);
        int[] prefixes = new int[4], suffixes = new int[4];
        var start = DeltaByteArray.ReadLengths(output.Written, prefixes, suffixes, out var total);
        Assert.Equal([0, 2, 0, 3], prefixes);
        Assert.Equal([4, 2, 6, 5], suffixes);
        Assert.Equal(22, total);
        Assert.Equal("axislebabbleyhood", Encoding.UTF8.GetString(output.Written[start..]));
    }

    [Fact]
    public void Any_texts_come_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<byte[][]>(values =>
        {
            var plain = Plain(values);
            return RecodeLengths(plain, values.Length).AsSpan().SequenceEqual(plain) && Recode(plain, values.Length, null).AsSpan().SequenceEqual(plain);
        }));

    [Fact]
    public void Values_of_one_length_come_back()
    {
        foreach (var width in new[] { 1, 2, 5, 12, 16 })
        {
            var values = new byte[width * 100];
            new Random(width).NextBytes(values);
            for (var i = 0; i < 50; i++)
                values.AsSpan(0, width - 1).CopyTo(values.AsSpan(i * width));
            Assert.Equal(values, Recode(values, 100, width));
        }
    }

    [Fact]
    public void A_value_that_shares_more_than_there_is_is_refused()
    {
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<int>([0, 3], output);
        DeltaBinaryPacked.Encode<int>([2, 1], output);
        output.Write("abc"u8);
        Assert.Equal("value 1 shares 3 bytes with one of 2", Refusal(output.Written.ToArray()));
    }

    [Fact]
    public void Lengths_below_zero_or_beyond_the_page_are_refused()
    {
        var output = new ByteBuffer();
        DeltaBinaryPacked.Encode<int>([0, 0], output);
        DeltaBinaryPacked.Encode<int>([2, -1], output);
        Assert.Equal("a value of -1 bytes", Refusal([.. output.Written, 1, 2]));
        output.Clear();
        DeltaBinaryPacked.Encode<int>([0, 0], output);
        DeltaBinaryPacked.Encode<int>([2, 2], output);
        Assert.Equal("values of 4 bytes where 3 are left", Refusal([.. output.Written, 1, 2, 3]));
    }

    [Fact]
    public void A_small_page_that_spells_out_terabytes_tells_so_before_memory_is_taken()
    {
        var output = new ByteBuffer();
        var prefixes = new int[1_000_000];
        Array.Fill(prefixes, 1 << 20);
        prefixes[0] = 0;
        var suffixes = new int[prefixes.Length];
        suffixes[0] = 1 << 20;
        DeltaBinaryPacked.Encode<int>(prefixes, output);
        DeltaBinaryPacked.Encode<int>(suffixes, output);
        output.Write(new byte[1 << 20]);
        DeltaByteArray.ReadLengths(output.Written, prefixes, suffixes, out var total);
        Assert.Equal(1_000_000L << 20, total);
    }

    private static string Refusal(byte[] source) =>
        Assert.Throws<InvalidDataException>(() => DeltaByteArray.ReadLengths(source, new int[2], new int[2], out _)).Message;

    private static byte[] RecodeLengths(byte[] plain, int count)
    {
        var output = new ByteBuffer();
        DeltaLengthByteArray.Encode(plain, count, output);
        var lengths = new int[count];
        var start = DeltaLengthByteArray.ReadLengths(output.Written, lengths, out var total);
        var decoded = new byte[total + (4 * count)];
        DeltaLengthByteArray.ToPlain(output.Written[start..], lengths, withLengths: true, decoded);
        return decoded;
    }

    private static byte[] Recode(byte[] plain, int count, int? fixedBytes)
    {
        var output = new ByteBuffer();
        DeltaByteArray.Encode(plain, count, fixedBytes, output);
        int[] prefixes = new int[count], suffixes = new int[count];
        var start = DeltaByteArray.ReadLengths(output.Written, prefixes, suffixes, out var total);
        var decoded = new byte[total + (fixedBytes is null ? 4 * count : 0)];
        DeltaByteArray.ToPlain(output.Written[start..], prefixes, suffixes, fixedBytes is null, decoded);
        return decoded;
    }

    private static byte[] Plain(string[] values) => Plain(Array.ConvertAll(values, Encoding.UTF8.GetBytes));

    private static byte[] Plain(byte[][] values)
    {
        var output = new ByteBuffer();
        foreach (var value in values)
        {
            output.WriteInt32(value.Length);
            output.Write(value);
        }
        return output.Written.ToArray();
    }
}
