namespace DataPipe.Teachers.Ledger;

/// <summary>What a kept call came to. Only answers are served again; the rest is kept because it may have cost something.</summary>
public enum EntryOutcome
{
    /// <summary>A whole answer.</summary>
    Answer,

    /// <summary>An answer that the token limit cut short.</summary>
    CutShort,

    /// <summary>An answer that the provider's filter ended.</summary>
    Filtered,

    /// <summary>The whole request was declined.</summary>
    Refused,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>An answer to a sample that the ledger had already.</summary>
    Surplus,
}
