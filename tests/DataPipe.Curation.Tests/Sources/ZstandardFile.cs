using System.Reflection;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.Tests.Sources;

/// <summary>Writes Zstandard files with the machine's libzstd.</summary>
internal static class ZstandardFile
{
    private delegate nuint CompressBound(nuint bytes);

    private delegate nuint Compress(byte[] destination, nuint destinationBytes, byte[] source, nuint sourceBytes, int level);

    internal static byte[] Of(byte[] bytes)
    {
        var library = NativeLibrary.Load("libzstd.so.1", Assembly.GetExecutingAssembly(), null);
        var bound = Marshal.GetDelegateForFunctionPointer<CompressBound>(NativeLibrary.GetExport(library, "ZSTD_compressBound"));
        var compress = Marshal.GetDelegateForFunctionPointer<Compress>(NativeLibrary.GetExport(library, "ZSTD_compress"));
        var file = new byte[bound((nuint)bytes.Length)];
        return file[..(int)compress(file, (nuint)file.Length, bytes, (nuint)bytes.Length, 3)];
    }
}
