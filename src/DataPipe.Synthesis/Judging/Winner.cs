namespace DataPipe.Synthesis.Judging;

/// <summary>What a judge says of two answers in one order.</summary>
public enum Winner
{
    /// <summary>The answer shown first is better: <c>[[A]]</c>.</summary>
    A,

    /// <summary>The answer shown second is better: <c>[[B]]</c>.</summary>
    B,

    /// <summary>They are equally good: <c>[[C]]</c>.</summary>
    Tie,
}
