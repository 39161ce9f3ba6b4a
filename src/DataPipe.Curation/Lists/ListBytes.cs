using System.Globalization;
using DataPipe.Compression;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Curation.Sources;

namespace DataPipe.Curation.Lists;

/// <summary>The bytes of a list, decompressed where it is compressed. Damage is a fault: a list with holes would let through what it should stop.</summary>
internal sealed class ListBytes : IByteSource
{
    private readonly Stream? _plain;
    private readonly IDecompressor? _decompressor;

    internal ListBytes(Stream stream, StepFile file)
    {
        Span<byte> start = stackalloc byte[Decompression.StartBytes];
        var kind = Decompression.Detect(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        stream.Position = 0;
        if (kind == CompressionKind.None) _plain = stream;
        else
            _decompressor = Decompression.Open(stream, kind, new DecompressionOptions(), warning =>
                throw new FaultException("DP1266", string.Create(CultureInfo.InvariantCulture, $"{file.Path} is damaged at offset {warning.Offset}: {warning.Message}"), null));
    }

    /// <inheritdoc/>
    public long ConsumedBytes => _plain?.Position ?? _decompressor!.Position;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation) =>
        _plain is not null ? ValueTask.FromResult(_plain.Read(destination.Span)) : _decompressor!.ReadAsync(destination, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _plain?.DisposeAsync() ?? _decompressor!.DisposeAsync();
}
