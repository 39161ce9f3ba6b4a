namespace DataPipe.Text.Rouge;

/// <summary>A ROUGE-L score; each value 0..1.</summary>
/// <param name="Precision">The longest common subsequence by the tokens of the candidate.</param>
/// <param name="Recall">The longest common subsequence by the tokens of the reference.</param>
/// <param name="F">Their harmonic mean, 2 p r / (p + r).</param>
public readonly record struct RougeScore(double Precision, double Recall, double F)
{
    /// <summary>The score of texts of <paramref name="candidateTokens"/> and <paramref name="referenceTokens"/> tokens with a longest common subsequence of <paramref name="common"/>; all 0 when there is none.</summary>
    public static RougeScore Of(int common, int candidateTokens, int referenceTokens)
    {
        if (common == 0) return default;
        // The order of operations is the published one: 2 l / (n + m) differs in the last bit.
        var precision = (double)common / candidateTokens;
        var recall = (double)common / referenceTokens;
        return new(precision, recall, 2 * precision * recall / (precision + recall));
    }
}
