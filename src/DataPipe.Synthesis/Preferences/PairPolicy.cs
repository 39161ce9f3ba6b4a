namespace DataPipe.Synthesis.Preferences;

/// <summary>Which of the judged answers to a prompt become pairs.</summary>
public enum PairPolicy
{
    /// <summary>The answer with the highest score against the one with the lowest.</summary>
    BestVsWorst,

    /// <summary>The answer with the highest score against any other, by chance.</summary>
    BestVsRandom,

    /// <summary>Every two answers with a winner.</summary>
    All,
}
