using DataPipe.Compression;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Sources;

/// <summary>Opens files of the outside world by their content: compressed with gzip, Zstandard or bzip2, or not.</summary>
internal static class ByteSources
{
    // A gzip member or its like is bounded by its lines, not by itself: many writers put a whole corpus into one.
    private const long MaxUnitBytes = 1L << 50;

    /// <summary>Opens a file; <paramref name="name"/> is what warnings call it.</summary>
    /// <exception cref="Core.Faults.FaultException">It cannot be opened.</exception>
    public static async ValueTask<IByteSource> OpenAsync(string path, string name, ITaskContext context, CancellationToken cancellation)
    {
        var stream = await context.OpenFileAsync(path, cancellation);
        var start = new byte[Decompression.StartBytes];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        var kind = Decompression.Detect(start.AsSpan(0, read));
        if (kind == CompressionKind.None) return new PlainBytes(stream, start.AsMemory(0, read));
        stream.Seek(0, SeekOrigin.Begin);
        return new DecompressedBytes(stream, name, kind, MaxUnitBytes, context);
    }
}
