using System.IO.Compression;
using DataPipe.Compression.Gzip;

namespace DataPipe.Compression.Tests.Gzip;

/// <summary>Our decoder against the framework's, on what compressors make, on what none makes, and on both with bits turned.</summary>
public class InflaterDifferenceTests
{
    [Fact]
    public void Decodes_every_level_and_strategy_of_zlib()
    {
        byte[][] inputs =
        [
            Text(20000),
            [.. Members.Noise(70000, 1).Select(b => (byte)(b * b / 3000))],
            [.. Members.Noise(9000, 2), .. new byte[40000], .. Members.Noise(9000, 2)],
        ];
        foreach (var input in inputs)
            foreach (var strategy in Enum.GetValues<ZLibCompressionStrategy>())
                for (var level = 0; level <= 9; level++)
                {
                    var stream = Compress(input, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, flushEvery: int.MaxValue);
                    Assert.Equal(InflateStatus.Done, Decode(stream, out var decoded));
                    Assert.Equal(input, decoded);
                }
    }

    [Fact]
    public void Decodes_streams_of_many_tiny_blocks()
    {
        var input = Text(4000);
        for (var every = 1; every < 200; every = every * 3 / 2 + 1)
        {
            var stream = Compress(input, new ZLibCompressionOptions { CompressionLevel = 6 }, every);
            Assert.Equal(InflateStatus.Done, Decode(stream, out var decoded));
            Assert.Equal(input, decoded);
        }
    }

    [Fact]
    public void Decodes_random_codes_of_every_depth_as_the_framework_does()
    {
        var decodedBytes = 0L;
        for (var seed = 0; seed < 1500; seed++)
        {
            var stream = DeflateWriter.Make(seed);
            var expected = Framework(stream);
            Assert.True(expected is not null, $"the framework refuses stream {seed}");
            Assert.Equal(InflateStatus.Done, Decode(stream, out var decoded));
            Assert.Equal(expected, decoded);
            decodedBytes += decoded.Length;
        }
        Assert.True(decodedBytes > 10_000_000);
    }

    [Fact]
    public void Agrees_with_the_framework_on_random_codes_with_bits_turned()
    {
        var random = new Random(7);
        int sound = 0, corrupt = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var stream = DeflateWriter.Make(seed);
            for (var n = 0; n < 8; n++)
            {
                var broken = (byte[])stream.Clone();
                for (var flips = random.Next(1, 3); flips > 0; flips--) broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
                var status = Decode(broken, out var ours);
                var theirs = Framework(broken);
                if (status == InflateStatus.Corrupt)
                {
                    Assert.Null(theirs);
                    corrupt++;
                }
                else
                {
                    // The framework takes a stream that ends early for whole, with what it could decode.
                    Assert.NotNull(theirs);
                    Assert.Equal(Math.Min(ours.Length, theirs.Length), ours.AsSpan().CommonPrefixLength(theirs));
                    if (status == InflateStatus.Done) Assert.Equal(theirs.Length, ours.Length);
                    sound++;
                }
            }
        }
        Assert.True(sound > 100 && corrupt > 100, $"{sound} sound, {corrupt} corrupt");
    }

    [Fact]
    public void Stays_inside_input_and_buffer_of_the_exact_size()
    {
        using var input = new GuardedMemory(1 << 16);
        using var output = new GuardedMemory(1 << 20);
        for (var seed = 0; seed < 1000; seed++)
        {
            var stream = DeflateWriter.Make(seed);
            Assert.Equal(InflateStatus.Done, Decode(stream, out var expected));
            // Also cut, and with as little room as there may be, so that the decoder stops at each end.
            for (var cut = 0; cut < 3; cut++)
            {
                var piece = input.Last(stream.Length - cut * stream.Length / 3);
                stream.AsSpan(0, piece.Length).CopyTo(piece);
                var buffer = output.Last(Math.Min(1 << 20, expected.Length + (seed % 2 == 0 ? Inflater.MinRoomBytes : seed % 7)));
                var written = 0;
                var status = new Inflater().Decode(piece, buffer, ref written, out var consumed);
                Assert.True(consumed <= piece.Length && written <= expected.Length);
                Assert.Equal(written, expected.AsSpan(0, written).CommonPrefixLength(buffer));
                Assert.NotEqual(InflateStatus.Corrupt, status);
                if (cut == 0 && buffer.Length == expected.Length + Inflater.MinRoomBytes) Assert.Equal((InflateStatus.Done, expected.Length), (status, written));
            }
        }
    }

    private static byte[] Text(int words) => Members.Bytes(string.Concat(Enumerable.Range(0, words).Select(i => (i * 7919 % 613) switch { < 40 => "<p>\n", < 300 => "the ", var n => "word" + n + " " })));

    private static byte[] Compress(byte[] bytes, ZLibCompressionOptions options, int flushEvery)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, options))
            for (var at = 0; at < bytes.Length; at += Math.Min(flushEvery, bytes.Length - at))
            {
                deflate.Write(bytes.AsSpan(at, Math.Min(flushEvery, bytes.Length - at)));
                if (flushEvery < bytes.Length) deflate.Flush();
            }
        return output.ToArray();
    }

    private static byte[]? Framework(byte[] bytes)
    {
        try
        {
            using var output = new MemoryStream();
            using var deflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
            deflate.CopyTo(output);
            return output.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static InflateStatus Decode(byte[] stream, out byte[] decoded)
    {
        var inflater = new Inflater();
        var buffer = new byte[1 << 16];
        var written = 0;
        var from = 0;
        while (true)
        {
            var status = inflater.Decode(stream.AsSpan(from), buffer, ref written, out var consumed);
            from += consumed;
            decoded = buffer[..written];
            if (status != InflateStatus.BufferFull) return status;
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
