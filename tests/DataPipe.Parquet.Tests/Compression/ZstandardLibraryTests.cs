using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Tests.Compression;

public sealed class ZstandardLibraryTests
{
    [Fact]
    public void Names_that_no_library_has_load_nothing() =>
        Assert.Null(ZstandardLibrary.TryLoad(["libzstd-of-no-machine.so.1", "no-such-library"]));

    [Fact]
    public void A_library_without_the_functions_is_not_taken() =>
        Assert.Null(ZstandardLibrary.TryLoad(["libc.so.6", "libSystem.dylib", "kernel32.dll"]));

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
