using System.Globalization;
using DataPipe.Text.MinHash;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>Writes down all that keys depend on: documents can be compared only where it is the same.</summary>
internal static class SearchText
{
    internal static string Of(DedupOptions options, MinHashPreset? near)
    {
        var signature = near is null
            ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"{near.Bands} bands of {near.Rows} rows, {near.ShingleWords} words ({Name(near.WordRule)}), normalised as {Name(near.Normalization)}, seed {near.Seed}");
        return $"exact: {Name(options.Exact)}; url: {Name(options.Url)}; near: {signature}";
    }

    private static string Name(object? value) => value?.ToString()!.ToLowerInvariant() ?? "none";
}
