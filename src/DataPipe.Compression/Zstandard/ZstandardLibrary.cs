using System.Reflection;
using System.Runtime.InteropServices;

namespace DataPipe.Compression.Zstandard;

/// <summary>The functions of the system's libzstd, found at run time.</summary>
internal sealed unsafe class ZstandardLibrary
{
    private static readonly string[] Names = ["libzstd.so.1", "libzstd.dylib", "libzstd.1.dylib", "libzstd.dll", "zstd"];

    private static readonly Lazy<ZstandardLibrary?> Loaded = new(() => TryLoad(Names));

    private readonly nint _handle;

    private ZstandardLibrary(nint handle)
    {
        _handle = handle;
        CompressBound = (delegate* unmanaged[Cdecl]<nuint, nuint>)Export("ZSTD_compressBound");
        IsError = (delegate* unmanaged[Cdecl]<nuint, uint>)Export("ZSTD_isError");
        ErrorName = (delegate* unmanaged[Cdecl]<nuint, byte*>)Export("ZSTD_getErrorName");
        CreateCompressor = (delegate* unmanaged[Cdecl]<nint>)Export("ZSTD_createCCtx");
        FreeCompressor = (delegate* unmanaged[Cdecl]<nint, nuint>)Export("ZSTD_freeCCtx");
        Compress = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, int, nuint>)Export("ZSTD_compressCCtx");
        CreateDecompressor = (delegate* unmanaged[Cdecl]<nint>)Export("ZSTD_createDCtx");
        FreeDecompressor = (delegate* unmanaged[Cdecl]<nint, nuint>)Export("ZSTD_freeDCtx");
        Decompress = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, nuint>)Export("ZSTD_decompressDCtx");
        SetParameter = (delegate* unmanaged[Cdecl]<nint, int, int, nuint>)Export("ZSTD_CCtx_setParameter");
        LoadDictionary = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, nuint>)Export("ZSTD_CCtx_loadDictionary");
        CompressWhole = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, nuint>)Export("ZSTD_compress2");
    }

    public delegate* unmanaged[Cdecl]<nuint, nuint> CompressBound { get; }

    public delegate* unmanaged[Cdecl]<nuint, uint> IsError { get; }

    public delegate* unmanaged[Cdecl]<nuint, byte*> ErrorName { get; }

    public delegate* unmanaged[Cdecl]<nint> CreateCompressor { get; }

    public delegate* unmanaged[Cdecl]<nint, nuint> FreeCompressor { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, int, nuint> Compress { get; }

    public delegate* unmanaged[Cdecl]<nint> CreateDecompressor { get; }

    public delegate* unmanaged[Cdecl]<nint, nuint> FreeDecompressor { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, nuint> Decompress { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int, nuint> SetParameter { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, nuint, nuint> LoadDictionary { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, nuint, byte*, nuint, nuint> CompressWhole { get; }

    /// <summary>The library of this machine, or null.</summary>
    public static ZstandardLibrary? Installed => Loaded.Value;

    /// <summary>The first library of the given names that has all functions, or null.</summary>
    public static ZstandardLibrary? TryLoad(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var handle))
                continue;
            // Stable since version 1.4.0 of 2019; older libraries lack it.
            if (NativeLibrary.TryGetExport(handle, "ZSTD_compress2", out _))
                return new ZstandardLibrary(handle);
            NativeLibrary.Free(handle);
        }
        return null;
    }

    /// <summary>The library's words for a failed call, or null when the call succeeded.</summary>
    public string? FindError(nuint result) =>
        IsError(result) == 0 ? null : Marshal.PtrToStringUTF8((nint)ErrorName(result)) ?? "unknown error";

    private nint Export(string name) => NativeLibrary.GetExport(_handle, name);
}
