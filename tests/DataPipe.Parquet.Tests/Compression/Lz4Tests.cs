using System.Buffers.Binary;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Tests.Compression;

public sealed class Lz4Tests
{
    [Fact]
    public void Copies_of_every_distance_and_length_come_back()
    {
        for (var distance = 1; distance < 40; distance++)
            for (var length = 4; length < 90; length += 3)
            {
                // Literals, one copy, and five literals at the end, as every block has.
                var literals = new byte[distance];
                new Random(distance).NextBytes(literals);
                var expected = new byte[distance + length + 5];
                for (var i = 0; i < expected.Length; i++)
                    expected[i] = i < distance ? literals[i] : i < distance + length ? expected[i - distance] : (byte)i;
                var block = new List<byte> { (byte)((Math.Min(15, distance) << 4) | Math.Min(15, length - 4)) };
                if (distance >= 15)
                    block.Add((byte)(distance - 15));
                block.AddRange([.. literals, (byte)distance, 0]);
                if (length - 4 >= 15)
                    block.Add((byte)(length - 4 - 15));
                block.AddRange([5 << 4, .. expected[^5..]]);
                foreach (var room in new[] { 0, 1, 7, 100 })
                {
                    // Wide copies may go beyond the content, never beyond the room.
                    var output = new byte[expected.Length + room + 64];
                    Assert.Equal(expected.Length, Lz4Block.Decompress(block.ToArray(), output.AsSpan(0, expected.Length + room)));
                    Assert.Equal(expected, output[..expected.Length]);
                    Assert.All(output[^64..], untouched => Assert.Equal(0, untouched));
                }
            }
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("F0FFFF")]
    [InlineData("104100")]
    [InlineData("10410000")]
    [InlineData("1041020050AAAAAAAAAA")]
    [InlineData("1F410100FFFFFFFF")]
    public void Malformed_blocks_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => Lz4Block.Decompress(Convert.FromHexString(hex), new byte[64]));

    [Fact]
    public void Text_shrinks_and_noise_hardly_grows()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i} of the text; ")));
        var noise = new byte[100_000];
        new Random(3).NextBytes(noise);
        Assert.InRange(Compress(text).Length, 1, text.Length / 3);
        Assert.InRange(Compress(noise).Length, 1, noise.Length + 500);
    }

    [Fact]
    public void The_old_codec_reads_a_bare_block_a_frame_and_the_framing_of_Hadoop()
    {
        var content = new byte[20_000];
        for (var i = 0; i < content.Length; i++)
            content[i] = (byte)(i / 7 % 50);
        var (first, second) = (Compress(content[..12_000]), Compress(content[12_000..]));
        byte[] hadoop = [.. Big(12_000), .. Big(first.Length), .. first, .. Big(8000), .. Big(second.Length), .. second];
        byte[] hadoopOfTwoBlocks = [.. Big(20_000), .. Big(first.Length), .. first, .. Big(second.Length), .. second];
        byte[] frame = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0, .. Little(first.Length), .. first, .. Little(8000 | int.MinValue), .. content[12_000..], 0, 0, 0, 0];
        using var codec = new Lz4HadoopCodec();
        foreach (var source in new[] { Compress(content), hadoop, hadoopOfTwoBlocks, frame })
        {
            var output = new byte[content.Length];
            codec.Decompress(source, output);
            Assert.Equal(content, output);
            Assert.Throws<InvalidDataException>(() => codec.Decompress(source, new byte[content.Length + 1]));
            Assert.Throws<InvalidDataException>(() => codec.Decompress(source.AsSpan(0, source.Length / 2), new byte[content.Length]));
            Assert.True(codec.MaxDecompressedBytes(source.Length) >= content.Length);
        }
    }

    [Fact]
    public void The_old_codec_is_never_written()
    {
        using var codec = new Lz4HadoopCodec();
        Assert.Throws<NotSupportedException>(() => codec.Compress([1, 2, 3], new System.Buffers.ArrayBufferWriter<byte>()));
    }

    private static byte[] Compress(byte[] content)
    {
        var block = new byte[Lz4Block.MaxCompressedBytes(content.Length)];
        return block[..Lz4Block.Compress(content, block)];
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
