using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Input;

/// <summary>An archive compressed with gzip: a unit is a member.</summary>
internal sealed class GzipSource(GzipMemberReader members) : IUnitSource
{
    public bool IsCompressed => true;

    public long UnitOffset => members.MemberOffset;

    public long UnitEnd => members.Member is { } member ? member.Offset + member.LengthBytes : members.Position;

    public bool IsDamaged => members.Member is { Problem: not GzipProblem.None };

    public long Position => members.Position;

    public ReadOnlySpan<byte> Available => members.Decoded;

    public void Advance(int count) => members.Advance(count);

    public ValueTask<bool> FillAsync(CancellationToken cancellation) => members.FillAsync(cancellation);

    public ValueTask<bool> NextUnitAsync(CancellationToken cancellation) => members.NextMemberAsync(cancellation);

    public bool TryRewind(long offsetInUnit) => false;
}
