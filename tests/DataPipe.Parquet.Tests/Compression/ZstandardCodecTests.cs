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
}
