using System.Globalization;
using DataPipe.Compression;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Sources;

/// <summary>The decompressed bytes of a file; damage becomes warnings of the task, with offsets.</summary>
internal sealed class DecompressedBytes : IByteSource
{
    private readonly IDecompressor _decompressor;

    /// <summary>The bytes of a stream that stands at the start of the file; <paramref name="name"/> is what warnings call it.</summary>
    public DecompressedBytes(Stream stream, string name, CompressionKind kind, long maxUnitBytes, ITaskContext context) => _decompressor = Decompression.Open(
        stream,
        kind,
        new DecompressionOptions { MaxUnitBytes = maxUnitBytes },
        warning =>
        {
            var isTruncated = warning.Problem == DecompressionProblem.Truncated;
            var message = string.Create(CultureInfo.InvariantCulture, $"{name} at offset {warning.Offset}: {warning.Message}");
            IsDamaged = true;
            if (isTruncated) Truncation ??= message;
            context.Warn(isTruncated ? "file-truncated" : "file-damaged", message);
        });

    /// <summary>Whether anything was wrong so far.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The message of a break in the middle of a unit, or null.</summary>
    public string? Truncation { get; private set; }

    /// <inheritdoc/>
    public long ConsumedBytes => _decompressor.Position;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation) => _decompressor.ReadAsync(destination, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _decompressor.DisposeAsync();
}
