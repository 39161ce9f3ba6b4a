namespace DataPipe.Synthesis.Rating;

/// <summary>What of a sample is rated.</summary>
public enum RatedPart
{
    /// <summary>The last answer, beside all that was said before it.</summary>
    Answer,

    /// <summary>The question alone, answered or not: all that was said before the last answer.</summary>
    Question,
}
