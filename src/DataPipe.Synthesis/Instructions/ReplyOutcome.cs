namespace DataPipe.Synthesis.Instructions;

/// <summary>How a request for new instructions went.</summary>
internal enum ReplyOutcome
{
    /// <summary>A whole reply.</summary>
    Answered,

    /// <summary>The token limit cut the reply.</summary>
    CutShort,

    /// <summary>The teacher or its filter refused.</summary>
    Refused,
}
