namespace DataPipe.Curation.Mixing;

/// <summary>What one dataset gives to a mixture.</summary>
/// <param name="Name">Name of the dataset.</param>
/// <param name="Tokens">Tokens it has.</param>
/// <param name="Epochs">How often it is read; infinite when it has no tokens and some are asked for.</param>
internal sealed record MixShare(string Name, long Tokens, double Epochs)
{
    internal double MixedTokens => Tokens == 0 ? 0 : Tokens * Epochs;
}
