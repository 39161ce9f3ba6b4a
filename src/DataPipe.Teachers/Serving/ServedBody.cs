namespace DataPipe.Teachers.Serving;

/// <summary>A response that is ready to be sent.</summary>
/// <param name="Pieces">The body: one piece, or one an event.</param>
/// <param name="IsStream">Whether the pieces are server-sent events.</param>
/// <param name="Usage">What it cost to make; null for nothing.</param>
/// <param name="IsUsable">Whether it holds a whole answer.</param>
internal sealed record ServedBody(List<ReadOnlyMemory<byte>> Pieces, bool IsStream, Usage? Usage, bool IsUsable)
{
    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = IsStream ? "text/event-stream" : "application/json";

    /// <summary>A body of one piece that costs nothing.</summary>
    public static ServedBody Free(ReadOnlyMemory<byte> body) => new([body], false, null, true);
}
