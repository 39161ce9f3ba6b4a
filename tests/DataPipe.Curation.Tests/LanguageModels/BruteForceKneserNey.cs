namespace DataPipe.Curation.Tests.LanguageModels;

/// <summary>Interpolated modified Kneser-Ney by the formulas of Chen and Goodman, on strings and dictionaries, as slowly as it gets: what the trainer is compared with.</summary>
internal sealed class BruteForceKneserNey
{
    private readonly int _order;
    private readonly Dictionary<string, long>[] _adjusted;
    private readonly HashSet<string>[] _pruned;
    private readonly double[][] _discounts;
    private readonly ILookup<string, KeyValuePair<string, long>>[] _continuations;
    private readonly int _vocabulary;

    internal BruteForceKneserNey(IEnumerable<string> lines, int order, IReadOnlyList<long> prune, double[] fallback)
    {
        _order = order;
        var occurrences = new Dictionary<string, long>[order + 1];
        for (var n = 0; n <= order; n++) occurrences[n] = [];
        foreach (var line in lines)
        {
            string[] words = ["<s>", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "</s>"];
            if (words.Length == 2) continue;
            for (var n = 1; n <= order; n++)
                for (var i = 0; i + n <= words.Length; i++)
                    Count(occurrences[n], string.Join(' ', words[i..(i + n)]));
        }

        occurrences[1].Remove("<s>");
        // How many different words stand before an n-gram: as many as there are longer ones that end with it.
        var before = occurrences.Skip(1).Select(longer => longer.Keys.Where(k => k.Contains(' ')).GroupBy(k => k[(k.IndexOf(' ') + 1)..]).ToDictionary(g => g.Key, g => (long)g.Count())).ToArray();
        _adjusted = new Dictionary<string, long>[order + 1];
        _pruned = new HashSet<string>[order + 1];
        for (var n = 1; n <= order; n++)
        {
            _adjusted[n] = [];
            foreach (var (ngram, count) in occurrences[n])
                _adjusted[n][ngram] = n == order || ngram.StartsWith("<s>", StringComparison.Ordinal)
                    ? count
                    : before[n][ngram];
            var threshold = prune.Count == 0 ? 0 : prune[Math.Min(n - 1, prune.Count - 1)];
            _pruned[n] = n == 1 ? [] : [.. occurrences[n].Where(o => o.Value <= threshold).Select(o => o.Key)];
        }

        _adjusted[1]["<s>"] = _adjusted[1]["<unk>"] = 0;
        _continuations = [.. _adjusted.Select(a => (a ?? []).ToLookup(g => g.Key[..Math.Max(0, g.Key.LastIndexOf(' '))]))];
        _vocabulary = _adjusted[1].Count - 1;
        _discounts = new double[order + 1][];
        for (var n = 1; n <= order; n++) _discounts[n] = Discounts(n, fallback);
    }

    internal IEnumerable<string> Ngrams(int order) => _adjusted[order].Keys.Where(k => !_pruned[order].Contains(k));

    internal double Probability(string ngram)
    {
        var words = ngram.Split(' ');
        if (words.Length == 1)
        {
            var sum = _adjusted[1].Values.Sum();
            var left = _adjusted[1].Values.Sum(c => Discount(1, c)) / sum;
            var count = _adjusted[1].GetValueOrDefault(ngram);
            return (count - Discount(1, count)) / sum + left / _vocabulary;
        }

        var context = string.Join(' ', words[..^1]);
        var n = words.Length;
        var lower = Probability(string.Join(' ', words[1..]));
        if (!_pruned[n].Contains(ngram) && _adjusted[n].TryGetValue(ngram, out var own)) return (own - Discount(n, own)) / Sum(n, context) + Backoff(context) * lower;
        return Backoff(context) * lower;
    }

    /// <summary>The weight of the order below behind a context; 1 where the context was never seen.</summary>
    internal double Backoff(string context)
    {
        var n = context.Split(' ').Length + 1;
        if (n - 1 > 1 && (_pruned[n - 1].Contains(context) || !_adjusted[n - 1].ContainsKey(context))) return 1;
        var sum = Sum(n, context);
        if (sum == 0) return 1;
        return Continuations(n, context).Sum(g => _pruned[n].Contains(g.Key) ? g.Value : Discount(n, g.Value)) / sum;
    }

    /// <summary>Log10 of a sentence by backing off through ever shorter contexts.</summary>
    internal double Score(string line)
    {
        string[] words = ["<s>", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => _adjusted[1].ContainsKey(w) ? w : "<unk>"), "</s>"];
        var sum = 0.0;
        for (var i = 1; i < words.Length; i++) sum += Math.Log10(Probability(string.Join(' ', words[Math.Max(0, i - _order + 1)..(i + 1)])));
        return sum;
    }

    private double Sum(int n, string context) => Continuations(n, context).Sum(g => (double)g.Value);

    private IEnumerable<KeyValuePair<string, long>> Continuations(int n, string context) => _continuations[n][context];

    private double Discount(int n, long count) => count == 0 ? 0 : _discounts[n][Math.Min(count, 3) - 1];

    private double[] Discounts(int n, double[] fallback)
    {
        double Of(int k) => _adjusted[n].Values.Count(v => v == k);
        if (Of(1) == 0 || Of(2) == 0 || Of(3) == 0) return fallback;
        var y = Of(1) / (Of(1) + 2 * Of(2));
        double[] discounts = [1 - 2 * y * Of(2) / Of(1), 2 - 3 * y * Of(3) / Of(2), 3 - 4 * y * Of(4) / Of(3)];
        return discounts.Select((d, k) => d >= 0 && d <= k + 1).All(ok => ok) ? discounts : fallback;
    }

    private static void Count(Dictionary<string, long> counts, string ngram) => counts[ngram] = counts.GetValueOrDefault(ngram) + 1;
}
