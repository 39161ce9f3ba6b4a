using System.Numerics;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Rouge;

/// <summary>Which of 64 groups the tokens of a text fall into: enough to bound how many tokens two texts share.</summary>
/// <param name="Groups">A bit for each group that a token falls into.</param>
/// <param name="Tokens">The length of the text, in tokens.</param>
internal readonly record struct TokenSketch(ulong Groups, int Tokens)
{
    /// <summary>The sketch of a text.</summary>
    public static TokenSketch Of(ReadOnlySpan<int> tokens)
    {
        var groups = 0UL;
        foreach (var token in tokens) groups |= 1UL << (int)(Mix64.Of((ulong)token) & 63);
        return new(groups, tokens.Length);
    }

    /// <summary>No smaller than the number of tokens in common: every group of one text that the other lacks holds a token that is not shared.</summary>
    public int MostShared(in TokenSketch other) =>
        Math.Min(Tokens - BitOperations.PopCount(Groups & ~other.Groups), other.Tokens - BitOperations.PopCount(other.Groups & ~Groups));
}
