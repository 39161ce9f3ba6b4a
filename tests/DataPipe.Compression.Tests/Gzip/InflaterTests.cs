using System.IO.Compression;
using DataPipe.Compression.Gzip;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Compression.Tests.Gzip;

public class InflaterTests
{
    private static readonly CompressionLevel[] Levels = [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];

    [Fact]
    public void Decodes_what_the_framework_compresses_at_every_level() => Prop
        .ForAll(Inputs().ToArbitrary(), bytes =>
        {
            foreach (var level in Levels) Assert.Equal(bytes, Decode(Compress(bytes, level), pieceBytes: int.MaxValue));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Decodes_the_same_from_pieces_of_any_size() => Prop
        .ForAll(Inputs().ToArbitrary(), Gen.Choose(1, 70).ToArbitrary(), (bytes, piece) =>
        {
            foreach (var level in Levels) Assert.Equal(bytes, Decode(Compress(bytes, level), piece));
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(32768)]
    public void Copies_matches_of_every_distance(int period)
    {
        var seed = Members.Noise(period, period);
        var bytes = new byte[period * 3 + 5000];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = seed[i % period];
        Assert.Equal(bytes, Decode(Compress(bytes, CompressionLevel.SmallestSize), int.MaxValue));
    }

    [Fact]
    public void Agrees_with_the_framework_on_corrupted_data_or_says_that_it_is_corrupt()
    {
        var random = new Random(4);
        var text = Members.Bytes(string.Join(' ', Enumerable.Range(0, 3000).Select(i => "word" + i * 7919 % 613)));
        var mistakes = 0;
        foreach (var level in Levels)
        {
            var sound = Compress(text, level);
            for (var n = 0; n < 400; n++)
            {
                var broken = (byte[])sound.Clone();
                for (var k = random.Next(1, 4); k > 0; k--) broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
                var (status, ours) = Try(broken);
                var theirs = Framework(broken);
                // The framework reads a stream that ends early as if it were whole, and so says less.
                if (status == InflateStatus.Done) Assert.Equal(theirs, ours);
                else if (status == InflateStatus.NeedsInput) Assert.Equal(Math.Min(ours.Length, theirs!.Length), ours.AsSpan().CommonPrefixLength(theirs));
                else
                {
                    Assert.Null(theirs);
                    mistakes++;
                }
            }
        }
        Assert.True(mistakes > 100);
    }

    [Fact]
    public void Never_reads_or_writes_outside_on_random_bytes()
    {
        var random = new Random(5);
        for (var n = 0; n < 20000; n++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = (byte)(bytes[0] & 0xF8 | 5 - 2 * (n & 1) & 7); // fixed or dynamic codes
            var (_, output) = Try(bytes);
            Assert.True(output.Length <= 1032L * bytes.Length + 258);
        }
    }

    [Theory]
    [InlineData("07", "block of the reserved type 3")]
    [InlineData("010500FAFE", "length of a stored block disagrees with its complement")]
    [InlineData("05C081080000000000200AFD", "impossible code length code")]
    public void Names_what_is_wrong(string hex, string problem)
    {
        var inflater = new Inflater();
        var written = 0;
        Assert.Equal(InflateStatus.Corrupt, inflater.Decode(Convert.FromHexString(hex), new byte[4096], ref written, out _));
        Assert.Equal(problem, inflater.Problem);
    }

    [Fact]
    public void Refuses_a_match_from_before_the_start()
    {
        // Fixed codes: length 3 (symbol 257 = 0000001), distance 1 (symbol 0 = 00000), nothing written yet.
        var inflater = new Inflater();
        var written = 0;
        var status = inflater.Decode([0b0000_0011, 0b0000_0010, 0, 0], new byte[1024], ref written, out _);
        Assert.Equal(InflateStatus.Corrupt, status);
        Assert.Equal("match from before the start", inflater.Problem);
        Assert.Equal(0, written);
    }

    [Fact]
    public void Gives_back_what_lies_behind_the_stream()
    {
        var stream = Compress(Members.Noise(3000, 6), CompressionLevel.Optimal);
        var inflater = new Inflater();
        var written = 0;
        Assert.Equal(InflateStatus.Done, inflater.Decode([.. stream, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], new byte[8192], ref written, out var consumed));
        Assert.Equal(stream.Length, consumed);
        Assert.Equal(3000, written);
    }

    private static Gen<byte[]> Inputs() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>().Select(b => b ?? []),
        Gen.Choose(0, 60000).Select(n => Members.Noise(n, n)),
        Gen.Choose(1, 3000).Select(n => Members.Bytes(string.Concat(Enumerable.Range(0, n).Select(i => "<p class=x" + i * 31 % 97 + ">")))),
        Gen.Choose(1, 100000).Select(n => new byte[n]),
        Gen.Choose(100, 50000).Select(n => Members.Noise(n, n).Select(b => (byte)(b * b / 9000)).ToArray()));

    private static byte[] Compress(byte[] bytes, CompressionLevel level)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, level)) deflate.Write(bytes);
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

    private static (InflateStatus Status, byte[] Output) Try(byte[] bytes)
    {
        var inflater = new Inflater();
        var buffer = new byte[1024];
        var written = 0;
        ReadOnlySpan<byte> rest = bytes;
        while (true)
        {
            var status = inflater.Decode(rest, buffer, ref written, out var consumed);
            rest = rest[consumed..];
            if (status != InflateStatus.BufferFull) return (status, buffer[..written]);
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static byte[] Decode(byte[] stream, int pieceBytes)
    {
        // As the framework's empty output for empty input.
        if (stream.Length == 0) return [];
        var inflater = new Inflater();
        var output = new MemoryStream();
        var buffer = new byte[Inflater.WindowBytes + 1000];
        var written = 0;
        var taken = 0;
        var from = 0;
        var to = 0;
        while (true)
        {
            if (written > buffer.Length - Inflater.MinRoomBytes)
            {
                buffer.AsSpan(written - Inflater.WindowBytes, Inflater.WindowBytes).CopyTo(buffer);
                written = taken = Inflater.WindowBytes;
            }
            var status = inflater.Decode(stream.AsSpan(from, to - from), buffer, ref written, out var consumed);
            from += consumed;
            output.Write(buffer.AsSpan(taken, written - taken));
            taken = written;
            if (status == InflateStatus.Done) break;
            Assert.NotEqual(InflateStatus.Corrupt, status);
            if (status != InflateStatus.NeedsInput) continue;
            Assert.True(to < stream.Length, "the stream seems to end early");
            to = (int)Math.Min(stream.Length, (long)to + pieceBytes);
        }
        Assert.Equal(stream.Length, from);
        return output.ToArray();
    }
}
