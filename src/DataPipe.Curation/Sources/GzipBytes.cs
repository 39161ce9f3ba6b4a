using System.Globalization;
using DataPipe.Core.Stages;
using DataPipe.Warc.Gzip;

namespace DataPipe.Curation.Sources;

/// <summary>The decompressed bytes of a gzip file, member after member; damage becomes warnings with offsets and costs the member it is in.</summary>
internal sealed class GzipBytes : IByteSource
{
    private readonly GzipMemberReader _members;
    private bool _inMember;

    /// <summary>The bytes of a stream that stands at the start of the file; <paramref name="name"/> is what warnings call it.</summary>
    public GzipBytes(Stream stream, string name, long maxMemberBytes, ITaskContext context) => _members = new GzipMemberReader(
        stream,
        new GzipReaderOptions { MaxMemberBytes = maxMemberBytes },
        warning =>
        {
            var isTruncated = warning.Problem == GzipProblem.Truncated;
            var message = string.Create(CultureInfo.InvariantCulture, $"{name} at offset {warning.Offset}: {warning.Message}");
            IsDamaged = true;
            if (isTruncated) Truncation ??= message;
            context.Warn(isTruncated ? "gzip-truncated" : "gzip-damaged", message);
        });

    /// <summary>Whether anything was wrong so far.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The message of a break in the middle of a member, or null.</summary>
    public string? Truncation { get; private set; }

    /// <inheritdoc/>
    public long ConsumedBytes => _members.Position;

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        while (true)
        {
            if (!_inMember)
            {
                if (!await _members.NextMemberAsync(cancellation)) return 0;
                _inMember = true;
            }

            var count = await _members.ReadAsync(destination, cancellation);
            if (count > 0) return count;
            _inMember = false;
            if (_members.Member is { Problem: GzipProblem.Truncated or GzipProblem.Corrupt or GzipProblem.TooLong }) return -1;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _members.DisposeAsync();
}
