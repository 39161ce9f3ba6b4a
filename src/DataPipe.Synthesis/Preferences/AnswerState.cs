namespace DataPipe.Synthesis.Preferences;

/// <summary>How an answer came out.</summary>
internal enum AnswerState
{
    /// <summary>Whole.</summary>
    Whole,

    /// <summary>The token limit cut it.</summary>
    CutShort,

    /// <summary>The teacher declined, by its filter or in words.</summary>
    Refused,

    /// <summary>No text at all.</summary>
    Empty,
}
