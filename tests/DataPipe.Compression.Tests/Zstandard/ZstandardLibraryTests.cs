using DataPipe.Compression.Zstandard;

namespace DataPipe.Compression.Tests.Zstandard;

public sealed class ZstandardLibraryTests
{
    [Fact]
    public void Names_that_no_library_has_load_nothing() =>
        Assert.Null(ZstandardLibrary.TryLoad(["libzstd-of-no-machine.so.1", "no-such-library"]));

    [Fact]
    public void A_library_without_the_functions_is_not_taken() =>
        Assert.Null(ZstandardLibrary.TryLoad(["libc.so.6", "libSystem.dylib", "kernel32.dll"]));
}
