namespace DataPipe.Synthesis.Recipes;

/// <summary>How many seeds a recipe is given, and how large.</summary>
/// <param name="Count">How many.</param>
/// <param name="MeanBytes">Mean size of the text of one, in bytes of UTF-8.</param>
/// <param name="MaxBytes">Size of the largest.</param>
/// <param name="MaxTurns">Most turns of a conversation among them, at least 1.</param>
internal sealed record SeedVolume(long Count, double MeanBytes, double MaxBytes, int MaxTurns)
{
    /// <summary>Mean size of what one asks, without an answer that it has.</summary>
    public double MeanQuestionBytes { get; init; } = MeanBytes;
}
