namespace DataPipe.Teachers.Serving;

/// <summary>What one chunk of a streamed chat completion adds.</summary>
/// <param name="Index">The choice it belongs to.</param>
internal sealed record ChatDelta(int Index)
{
    public bool IsFirst { get; init; }

    public string? Reasoning { get; init; }

    public string? Text { get; init; }

    public TokenLogprob? Logprob { get; init; }

    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    public FinishReason? Finish { get; init; }
}
