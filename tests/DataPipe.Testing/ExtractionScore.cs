using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataPipe.Testing;

/// <summary>
/// Scores extracted texts against the main texts that people marked: F1 over the multiset of lower-cased words of a page, then the mean over pages; and on how many pages
/// every snippet that must appear does, and some snippet that must not appear does.
/// </summary>
public sealed partial class ExtractionScore
{
    private readonly SortedDictionary<string, List<double>> _f1 = new(StringComparer.Ordinal);

    /// <summary>Pages that have snippets which must appear, and those of them where all do.</summary>
    public (int Pages, int Kept) With { get; private set; }

    /// <summary>Pages that have snippets which must not appear, and those of them where some does.</summary>
    public (int Pages, int Leaked) Without { get; private set; }

    /// <summary>Macro mean of F1, 0..1, over all pages.</summary>
    public double F1 => _f1.Values.SelectMany(f => f).Average();

    /// <summary>Pages and macro mean of F1 by page type.</summary>
    public IEnumerable<(string Type, int Pages, double F1)> Types => _f1.Select(t => (t.Key, t.Value.Count, t.Value.Average()));

    /// <summary>Scores texts by their addresses against a gzipped JSON Lines file of url, page_type, text, with and without. A page without a text scores 0.</summary>
    public static ExtractionScore Of(IReadOnlyDictionary<string, string> texts, string truth)
    {
        var score = new ExtractionScore();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(truth), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var page = JsonDocument.Parse(line);
            score.Add(page.RootElement, texts.TryGetValue(page.RootElement.GetProperty("url").GetString()!, out var text) ? text : "");
        }

        return score;
    }

    private void Add(JsonElement page, string found)
    {
        var type = page.GetProperty("page_type").GetString() ?? "unknown";
        if (!_f1.TryGetValue(type, out var scores)) _f1[type] = scores = [];
        scores.Add(F1Of(page.GetProperty("text").GetString() ?? "", found));
        var flat = Squeeze(found);
        var with = Snippets(page, "with");
        var without = Snippets(page, "without");
        if (with.Count > 0) With = (With.Pages + 1, With.Kept + (with.TrueForAll(s => flat.Contains(s, StringComparison.Ordinal)) ? 1 : 0));
        if (without.Count > 0) Without = (Without.Pages + 1, Without.Leaked + (without.Exists(s => flat.Contains(s, StringComparison.Ordinal)) ? 1 : 0));
    }

    private static List<string> Snippets(JsonElement page, string name) =>
        page.TryGetProperty(name, out var these) && these.ValueKind == JsonValueKind.Array ? [.. these.EnumerateArray().Select(s => Squeeze(s.GetString()!))] : [];

    private static double F1Of(string truth, string found)
    {
        var wanted = Bag(truth);
        var given = Bag(found);
        int all = wanted.Values.Sum() + given.Values.Sum(), hits = 0;
        foreach (var (word, count) in wanted) hits += Math.Min(count, given.GetValueOrDefault(word));
        return all == 0 ? 1 : 2.0 * hits / all;
    }

    private static Dictionary<string, int> Bag(string text)
    {
        Dictionary<string, int> bag = [];
        var words = bag.GetAlternateLookup<ReadOnlySpan<char>>();
        var lower = text.ToLowerInvariant();
        foreach (var word in Word().EnumerateMatches(lower))
        {
            var span = lower.AsSpan(word.Index, word.Length);
            words[span] = words.TryGetValue(span, out var count) ? count + 1 : 1;
        }

        return bag;
    }

    private static string Squeeze(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
