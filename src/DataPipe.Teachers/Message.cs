namespace DataPipe.Teachers;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said, as plain text.</param>
public sealed record Message(Role Role, string Content)
{
    /// <summary>For a <see cref="Role.Tool"/> message: the id of the call it answers; null when there is none.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>For an <see cref="Role.Assistant"/> message: the tools it asked for, in order.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];
}
