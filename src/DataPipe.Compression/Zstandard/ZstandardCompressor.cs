namespace DataPipe.Compression.Zstandard;

/// <summary>
/// Compresses with libzstd, one frame a call, at one level from -131072 (fastest) to 22 (smallest). The frames give their content's length and, if wished, its checksum; with a
/// dictionary they name its number. Not safe for two threads at once.
/// </summary>
internal sealed unsafe class ZstandardCompressor : IDisposable
{
    private const int LevelParameter = 100;
    private const int WindowParameter = 101;
    private const int HashParameter = 102;
    private const int ChainParameter = 103;
    private const int ChecksumParameter = 201;

    private readonly ZstandardLibrary _library;
    private readonly ZstandardContext _context;
    private ZstandardTables _tables;

    /// <summary>A compressor of the library.</summary>
    public ZstandardCompressor(ZstandardLibrary library, int level, bool checksum, ZstandardDictionary? dictionary = null)
    {
        _library = library;
        _context = new ZstandardContext(library.CreateCompressor, library.FreeCompressor);
        Check(library.SetParameter(_context.DangerousGetHandle(), LevelParameter, level));
        Check(library.SetParameter(_context.DangerousGetHandle(), ChecksumParameter, checksum ? 1 : 0));
        if (dictionary is null) return;
        // The library takes a copy, and prepares it once for all frames.
        fixed (byte* bytes = dictionary.Bytes) Check(library.LoadDictionary(_context.DangerousGetHandle(), bytes, (nuint)dictionary.Bytes.Length));
    }

    /// <summary>Bytes that suffice for the frame of so many.</summary>
    public int Bound(int sourceBytes) => checked((int)_library.CompressBound((nuint)sourceBytes));

    /// <summary>Sizes of the window and the tables of the next frames in place of the level's own; smaller sources still get smaller ones.</summary>
    public void UseTables(ZstandardTables tables)
    {
        if (tables == _tables) return;
        Check(_library.SetParameter(_context.DangerousGetHandle(), WindowParameter, tables.WindowLog));
        Check(_library.SetParameter(_context.DangerousGetHandle(), HashParameter, tables.HashLog));
        Check(_library.SetParameter(_context.DangerousGetHandle(), ChainParameter, tables.ChainLog));
        GC.KeepAlive(_context);
        _tables = tables;
    }

    /// <summary>Compresses the source into the destination, which is at least <see cref="Bound"/> long; gives the length of the frame in bytes.</summary>
    /// <exception cref="InvalidOperationException">The library fails: the destination is too short.</exception>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            var written = _library.CompressWhole(_context.DangerousGetHandle(), to, (nuint)destination.Length, from, (nuint)source.Length);
            GC.KeepAlive(_context);
            Check(written);
            return (int)written;
        }
    }

    /// <summary>Frees the library's memory.</summary>
    public void Dispose() => _context.Dispose();

    private void Check(nuint result)
    {
        if (_library.FindError(result) is { } error) throw new InvalidOperationException($"Zstandard could not compress: {error}");
    }
}
