namespace DataPipe.Teachers;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model was done, or met a stop text.</summary>
    Stop,

    /// <summary>The token limit was reached: the answer is cut short.</summary>
    Length,

    /// <summary>The provider's content filter or the model's refusal ended it.</summary>
    Filtered,

    /// <summary>The model asked for a tool instead of answering.</summary>
    ToolCalls,

    /// <summary>The provider gave a reason outside the protocol, or none.</summary>
    Other,
}
