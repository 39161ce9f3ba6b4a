using System.Buffers;
using DataPipe.Compression.Zstandard;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Tests.Compression;

public sealed class ZstandardCodecTests
{
    [Fact]
    public void The_exception_says_what_is_missing_how_to_get_it_and_what_works_without()
    {
        var message = new ZstandardUnavailableException().Message;
        Assert.Contains("libzstd", message, StringComparison.Ordinal);
        Assert.Contains("apt install libzstd1", message, StringComparison.Ordinal);
        Assert.Contains("'gzip' and 'snappy'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_told_in_the_words_of_the_library()
    {
        var exception = Assert.Throws<InvalidDataException>(() =>
        {
            using var codec = Codecs.Create(CodecKind.Zstandard);
            codec.Decompress("no frame at all"u8, new byte[10]);
        });
        Assert.Contains("Unknown frame descriptor", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_library_pages_are_read_and_not_written()
    {
        using var codec = Codecs.Create(CodecKind.Zstandard);
        using var managed = new ZstandardCodec(library: null, level: 3);
        foreach (var size in new[] { 0, 1, 100, 5000, 300_000 })
        {
            var bytes = new byte[size];
            for (var i = 0; i < size; i++) bytes[i] = (byte)(i * i % 251 % 17);
            var page = new ArrayBufferWriter<byte>();
            codec.Compress(bytes, page);
            var read = new byte[size];
            managed.Decompress(page.WrittenSpan, read);
            Assert.Equal(bytes, read);
            Assert.Throws<InvalidDataException>(() => managed.Decompress(page.WrittenSpan, new byte[size + 1]));
        }
        Assert.Throws<ZstandardUnavailableException>(() => managed.Compress("text"u8, new ArrayBufferWriter<byte>()));
        var exception = Assert.Throws<InvalidDataException>(() => managed.Decompress("no frame at all"u8, new byte[10]));
        Assert.Contains("no Zstandard frame begins here", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_the_same_bytes_whatever_was_compressed_before_it()
    {
        using var worn = Codecs.Create(CodecKind.Zstandard, Codecs.DefaultLevel);
        var random = new Random(9);
        foreach (var size in new[] { 100, 700_000, 40_000, 262_144, 262_145, 3_000_000, 1, 700_000, 5000 })
        {
            var bytes = new byte[size];
            for (var i = 0; i < size; i++) bytes[i] = (byte)"etaoin shrdlu"[Math.Min(random.Next(13), random.Next(13))];
            using var fresh = Codecs.Create(CodecKind.Zstandard, Codecs.DefaultLevel);
            var (expected, actual) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            fresh.Compress(bytes, expected);
            worn.Compress(bytes, actual);
            Assert.True(expected.WrittenSpan.SequenceEqual(actual.WrittenSpan), $"{size} bytes");
            var read = new byte[size];
            worn.Decompress(actual.WrittenSpan, read);
            Assert.Equal(bytes, read);
        }
    }

    [Fact]
    public void A_codec_for_reading_needs_no_library_and_one_for_writing_says_at_once_when_it_is_missing()
    {
        using var reading = Codecs.Create(CodecKind.Zstandard);
        Assert.Equal(CodecKind.Zstandard, reading.Kind);
        if (ZstandardLibrary.Installed is null) Assert.Throws<ZstandardUnavailableException>(() => Codecs.Create(CodecKind.Zstandard, 3));
        else Codecs.Create(CodecKind.Zstandard, 3).Dispose();
    }
}
