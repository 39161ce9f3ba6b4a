using System.Runtime.InteropServices;
using DataPipe.Compression.Zstandard;

namespace DataPipe.Compression.Tests.Zstandard;

/// <summary>libzstd as the tests use it: the oracle, and the writer of what is to be read.</summary>
internal static unsafe class LibZstandard
{
    public const int WindowLog = 101;
    public const int ContentSizeFlag = 200;

    private static readonly nint Handle = NativeLibrary.Load("libzstd.so.1");

    public static byte[] Compress(ReadOnlySpan<byte> bytes, int level = 3, bool checksum = false, ZstandardDictionary? dictionary = null)
    {
        using var compressor = new ZstandardCompressor(ZstandardLibrary.Installed!, level, checksum, dictionary);
        var frame = new byte[compressor.Bound(bytes.Length)];
        return frame[..compressor.Compress(bytes, frame)];
    }

    /// <summary>Compresses with parameters of the library: numbers and values.</summary>
    public static byte[] CompressWith(ReadOnlySpan<byte> bytes, params (int Parameter, int Value)[] parameters)
    {
        var library = ZstandardLibrary.Installed!;
        using var context = new ZstandardContext(library.CreateCompressor, library.FreeCompressor);
        foreach (var (parameter, value) in parameters) Assert.Null(library.FindError(library.SetParameter(context.DangerousGetHandle(), parameter, value)));
        var frame = new byte[library.CompressBound((nuint)bytes.Length)];
        fixed (byte* from = bytes, to = frame)
        {
            var written = library.CompressWhole(context.DangerousGetHandle(), to, (nuint)frame.Length, from, (nuint)bytes.Length);
            Assert.Null(library.FindError(written));
            return frame[..(int)written];
        }
    }

    /// <summary>Decompresses; null when the library refuses.</summary>
    public static byte[]? Decompress(ReadOnlySpan<byte> frames, int room, ReadOnlySpan<byte> dictionary = default)
    {
        var decompress = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, byte*, nuint, nuint>)NativeLibrary.GetExport(Handle, "ZSTD_decompress_usingDict");
        var library = ZstandardLibrary.Installed!;
        using var context = new ZstandardContext(library.CreateDecompressor, library.FreeDecompressor);
        var bytes = new byte[room];
        fixed (byte* from = frames, to = bytes, dict = dictionary)
        {
            var written = decompress(context.DangerousGetHandle(), to, (nuint)room, from, (nuint)frames.Length, dict, (nuint)dictionary.Length);
            return library.FindError(written) is null ? bytes[..(int)written] : null;
        }
    }

    public static byte[] Train(IReadOnlyList<byte[]> samples, int dictionaryBytes)
    {
        var train = (delegate* unmanaged[Cdecl]<byte*, nuint, byte*, nuint*, uint, nuint>)NativeLibrary.GetExport(Handle, "ZDICT_trainFromBuffer");
        var all = samples.SelectMany(s => s).ToArray();
        var sizes = samples.Select(s => (nuint)s.Length).ToArray();
        var dictionary = new byte[dictionaryBytes];
        fixed (byte* to = dictionary, from = all)
        fixed (nuint* lengths = sizes)
        {
            var written = train(to, (nuint)dictionaryBytes, from, lengths, (uint)sizes.Length);
            Assert.Null(ZstandardLibrary.Installed!.FindError(written));
            return dictionary[..(int)written];
        }
    }
}
