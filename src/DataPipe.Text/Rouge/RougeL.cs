namespace DataPipe.Text.Rouge;

/// <summary>ROUGE-L of token sequences. Source: Lin 2004; values bit-equal to rouge_score.</summary>
public static class RougeL
{
    /// <summary>The score of the candidate <paramref name="a"/> against the reference <paramref name="b"/>.</summary>
    public static RougeScore Score(ReadOnlySpan<int> a, ReadOnlySpan<int> b) => RougeScore.Of(LongestCommonSubsequence.Length(a, b), a.Length, b.Length);
}
