using DataPipe.Compression.Gzip;

namespace DataPipe.Compression;

/// <summary>The members of a gzip file, one after another.</summary>
internal sealed class GzipDecompressor : IDecompressor
{
    private readonly GzipMemberReader _members;
    private bool _inMember;

    public GzipDecompressor(Stream input, DecompressionOptions options, Action<DecompressionWarning> warn) => _members = new GzipMemberReader(
        input,
        new GzipReaderOptions { MaxMemberBytes = options.MaxUnitBytes },
        warning => warn(new DecompressionWarning(
            warning.Problem switch
            {
                GzipProblem.Truncated => DecompressionProblem.Truncated,
                GzipProblem.TooLong => DecompressionProblem.TooLong,
                _ => DecompressionProblem.Damaged,
            },
            warning.Offset,
            warning.Message)));

    public long Position => _members.Position;

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        while (true)
        {
            if (!_inMember)
            {
                if (!await _members.NextMemberAsync(cancellation).ConfigureAwait(false)) return 0;
                _inMember = true;
            }

            var count = await _members.ReadAsync(destination, cancellation).ConfigureAwait(false);
            if (count > 0) return count;
            _inMember = false;
            if (_members.Member is { Problem: GzipProblem.Truncated or GzipProblem.Corrupt or GzipProblem.TooLong }) return -1;
        }
    }

    public ValueTask DisposeAsync() => _members.DisposeAsync();
}
