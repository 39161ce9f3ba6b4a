using DataPipe.Compression.Zstandard;

namespace DataPipe.Compression;

/// <summary>The frames of a Zstandard file, one after another; skippable ones are no data.</summary>
internal sealed class ZstandardDecompressor : IDecompressor
{
    private readonly ZstandardFrameReader _frames;
    private bool _inFrame;

    public ZstandardDecompressor(Stream input, DecompressionOptions options, Action<DecompressionWarning> warn) => _frames = new ZstandardFrameReader(
        input,
        new ZstandardReaderOptions { MaxFrameBytes = options.MaxUnitBytes, MaxWindowBytes = options.MaxWindowBytes },
        warning => warn(new DecompressionWarning(
            warning.Problem switch
            {
                ZstandardProblem.Truncated => DecompressionProblem.Truncated,
                ZstandardProblem.TooLong => DecompressionProblem.TooLong,
                _ => DecompressionProblem.Damaged,
            },
            warning.Offset,
            warning.Message)));

    public long Position => _frames.Position;

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        while (true)
        {
            if (!_inFrame)
            {
                if (!await _frames.NextFrameAsync(cancellation).ConfigureAwait(false)) return 0;
                _inFrame = true;
            }

            if (_frames.IsSkippable)
            {
                while (await _frames.FillAsync(cancellation).ConfigureAwait(false)) _frames.Advance(_frames.Decoded.Length);
                _inFrame = false;
                continue;
            }

            var count = await _frames.ReadAsync(destination, cancellation).ConfigureAwait(false);
            if (count > 0) return count;
            _inFrame = false;
            // Of a frame with a wrong checksum or length the bytes are all there, as far as anyone knows.
            if (_frames.Frame is { Problem: not (ZstandardProblem.None or ZstandardProblem.WrongChecksum or ZstandardProblem.WrongLength) }) return -1;
        }
    }

    public ValueTask DisposeAsync() => _frames.DisposeAsync();
}
