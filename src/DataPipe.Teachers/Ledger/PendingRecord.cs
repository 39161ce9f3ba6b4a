namespace DataPipe.Teachers.Ledger;

/// <summary>A record on its way into a segment.</summary>
/// <param name="frame">The whole record.</param>
/// <param name="content">What it holds, as reading it would give.</param>
internal sealed class PendingRecord(byte[] frame, object? content)
{
    public byte[] Frame => frame;

    public object? Content => content;

    public FrameHeader Header { get; } = FrameHeader.TryRead(frame, out var header) ? header : throw new ArgumentException("The bytes are no record.", nameof(frame));

    /// <summary>Where it came to lie.</summary>
    public long Offset { get; set; }
}
