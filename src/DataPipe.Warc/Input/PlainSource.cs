using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Input;

/// <summary>An archive that is not compressed: one unit.</summary>
internal sealed class PlainSource(RawBuffer raw) : IUnitSource
{
    public bool IsCompressed => false;

    public long UnitOffset => 0;

    public long UnitEnd => raw.Position;

    public bool IsDamaged => false;

    public long Position => raw.Position;

    public ReadOnlySpan<byte> Available => raw.Unread;

    public void Advance(int count) => raw.Advance(count);

    public async ValueTask<bool> FillAsync(CancellationToken cancellation) =>
        !raw.Unread.IsEmpty || await raw.ReadMoreAsync(cancellation).ConfigureAwait(false);

    public ValueTask<bool> NextUnitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);

    public bool TryRewind(long offsetInUnit)
    {
        if (!raw.CanSeek) return false;
        raw.GoTo(offsetInUnit);
        return true;
    }
}
