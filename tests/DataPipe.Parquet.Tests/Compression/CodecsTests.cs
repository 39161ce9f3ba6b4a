using System.Buffers;
using System.Text;
using DataPipe.Parquet.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Compression;

public sealed class CodecsTests
{
    public static TheoryData<CodecKind> Supported =>
        [CodecKind.None, CodecKind.Snappy, CodecKind.Gzip, CodecKind.Brotli, CodecKind.Zstandard, CodecKind.Lz4Raw];

    [Theory]
    [MemberData(nameof(Supported))]
    public void What_is_compressed_is_decompressed(CodecKind kind)
    {
        using var codec = Codecs.Create(kind);
        var sizes = new[] { 0, 1, 2, 63, 64, 65, 1000, 65_535, 65_536, 65_537, 200_000 };
        foreach (var size in sizes)
            foreach (var alphabet in new[] { 1, 2, 5, 256 })
            {
                var bytes = Sample(size, alphabet);
                var compressed = Compress(codec, bytes);
                Assert.True(bytes.Length <= codec.MaxDecompressedBytes(compressed.Length) || size == 0);
                var decompressed = new byte[size];
                codec.Decompress(compressed, decompressed);
                Assert.Equal(bytes, decompressed);
            }
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Another_length_than_claimed_is_refused(CodecKind kind)
    {
        using var codec = Codecs.Create(kind);
        var compressed = Compress(codec, Sample(5000, 5));
        foreach (var claim in new[] { 0, 1, 4999, 5001, 100_000 })
            Assert.Throws<InvalidDataException>(() => codec.Decompress(compressed, new byte[claim]));
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Malformed_bytes_throw_nothing_but_InvalidDataException(CodecKind kind)
    {
        using var codec = Codecs.Create(kind);
        var good = Compress(codec, Sample(3000, 5));
        var damages = from seed in Gen.Choose(0, int.MaxValue) from length in Gen.Choose(0, good.Length) select (seed, length);
        var property = Prop.ForAll(damages.ToArbitrary(), damage =>
        {
            var random = new Random(damage.seed);
            var bytes = good[..damage.length];
            for (var count = random.Next(4); count > 0 && bytes.Length > 0; count--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                codec.Decompress(bytes, new byte[3000]);
            }
            catch (InvalidDataException)
            {
            }
            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Theory]
    [InlineData(CodecKind.Lzo)]
    [InlineData((CodecKind)99)]
    public void Codecs_without_code_are_refused_by_name(CodecKind kind)
    {
        Assert.False(Codecs.Supports(kind));
        var exception = Assert.Throws<NotSupportedException>(() => Codecs.Create(kind));
        Assert.Contains(kind.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CodecKind.Gzip, 10)]
    [InlineData(CodecKind.Brotli, 12)]
    [InlineData(CodecKind.Zstandard, 23)]
    [InlineData(CodecKind.Zstandard, 0)]
    [InlineData(CodecKind.Gzip, -1)]
    public void A_level_outside_the_scale_is_refused(CodecKind kind, int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Codecs.Create(kind, level));

    [Theory]
    [InlineData(CodecKind.Gzip, 1, 9)]
    [InlineData(CodecKind.Brotli, 1, 9)]
    [InlineData(CodecKind.Zstandard, 1, 19)]
    public void A_higher_level_compresses_better(CodecKind kind, int low, int high)
    {
        using var fast = Codecs.Create(kind, low);
        using var small = Codecs.Create(kind, high);
        var text = new StringBuilder();
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
            text.Append("word").Append((int)Math.Sqrt(random.Next(1_000_000))).Append(' ');
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.True(Compress(small, bytes).Length < Compress(fast, bytes).Length);
    }

    [Fact]
    public void Several_gzip_members_are_one_content()
    {
        using var codec = Codecs.Create(CodecKind.Gzip);
        var page = new byte[10];
        codec.Decompress([.. Compress(codec, "hello"u8), .. Compress(codec, "world"u8)], page);
        Assert.Equal("helloworld", Encoding.ASCII.GetString(page));
    }

    private static byte[] Compress(ICodec codec, ReadOnlySpan<byte> bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.Compress(bytes, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Sample(int size, int alphabet)
    {
        var random = new Random(size * 257 + alphabet);
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)random.Next(alphabet);
        return bytes;
    }
}
