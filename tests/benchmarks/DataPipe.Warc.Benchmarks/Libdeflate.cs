using System.Runtime.InteropServices;
using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Benchmarks;

/// <summary>The native library libdeflate, a decoder of whole gzip members in memory: what reading is measured against.</summary>
internal sealed unsafe class Libdeflate : IDisposable
{
    private const string Library = "libdeflate.so.0";

    private readonly nint _decompressor;

    private Libdeflate(nint decompressor) => _decompressor = decompressor;

    /// <summary>The library, or null where it is not installed.</summary>
    public static Libdeflate? TryOpen() => NativeLibrary.TryLoad(Library, out _) ? new Libdeflate(AllocDecompressor()) : null;

    /// <summary>Decodes the members one after the other into the buffer, checksums included.</summary>
    public void Decompress(byte[] file, List<GzipMember> members, byte[] buffer)
    {
        fixed (byte* input = file)
        fixed (byte* output = buffer)
            foreach (var member in members)
            {
                var result = GzipDecompress(_decompressor, input + member.Offset, (nuint)member.LengthBytes, output, (nuint)buffer.Length, out var decoded);
                if (result != 0 || decoded != (nuint)member.DecodedBytes)
                    throw new InvalidDataException($"libdeflate gives {result} and {decoded} bytes for the member at {member.Offset}");
            }
    }

    public void Dispose() => FreeDecompressor(_decompressor);

    [DllImport(Library, EntryPoint = "libdeflate_alloc_decompressor")]
    private static extern nint AllocDecompressor();

    [DllImport(Library, EntryPoint = "libdeflate_free_decompressor")]
    private static extern void FreeDecompressor(nint decompressor);

    [DllImport(Library, EntryPoint = "libdeflate_gzip_decompress")]
    private static extern int GzipDecompress(nint decompressor, byte* input, nuint inputBytes, byte* output, nuint outputBytes, out nuint decodedBytes);
}
