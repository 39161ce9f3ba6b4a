using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Recipes;

/// <summary>One answer of a teacher, its reasoning apart.</summary>
/// <param name="Text">The answer without white space at its ends; empty when there is none.</param>
/// <param name="Reasoning">What was thought before it; null when nothing shows.</param>
/// <param name="Fault">Why it cannot be used as it is: refused, cut short or empty; null when it can.</param>
/// <param name="Call">Number of the call in the interview, from 0.</param>
internal sealed record Heard(string Text, string? Reasoning, DropReason? Fault, int Call)
{
    /// <summary>The teacher or its filter declined.</summary>
    public static readonly DropReason Refused = new("refused");

    /// <summary>The token limit cut the answer.</summary>
    public static readonly DropReason CutShort = new("cut-short");

    /// <summary>There is no answer.</summary>
    public static readonly DropReason Empty = new("empty");

    /// <summary>Whether it can be used.</summary>
    public bool IsWhole => Fault is null;
}
