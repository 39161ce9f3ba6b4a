using System.Globalization;
using DataPipe.Text.MinHash;

namespace DataPipe.Curation.Dedup;

/// <summary>What share of pairs of each similarity a search finds, in lines for people.</summary>
internal static class MatchCurve
{
    private static readonly double[] Similarities = [0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

    internal static IReadOnlyList<string> Of(MinHashPreset near) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"near-duplicates agree on all {near.Rows} rows of one of {near.Bands} bands, over shingles of {near.ShingleWords} words"),
        "pairs of similarity  " + string.Concat(Similarities.Select(s => s.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(7))),
        "are found            " + string.Concat(Similarities.Select(s => near.MatchProbability(s).ToString("0.0%", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal).PadLeft(7))),
    ];
}
