using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>How often a model is right on texts of a kind that it did not learn from.</summary>
internal static class Measure
{
    /// <summary>What a model says of a text: the five likeliest classes and their evidence in nats, of all words and of each; empty when no word is in its script.</summary>
    internal static string Tell(ScriptModel model, string text)
    {
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        var (all, sums, parts) = (new int[model.Width], new int[model.Width], new List<string>());
        var words = new ScriptWords(System.Text.Encoding.UTF8.GetBytes(text), model.Script, buffer);
        while (words.Next())
        {
            Array.Clear(sums);
            model.Add(words.Current, sums);
            model.Add(words.Current, all);
            parts.Add($"{string.Concat(words.Current.ToArray().Select(c => (char)c)).Trim()} ({Best(sums)})");
        }
        return parts.Count == 0 ? "" : $"{Best(all)}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", parts)}";

        string Best(int[] evidence) => string.Join(", ", Enumerable.Range(0, model.Languages.Length).OrderByDescending(l => evidence[l]).Take(5).Select(l => $"{model.Languages[l]} {evidence[l] * model.Scale:f2}"));
    }

    /// <summary>The mean confidence of answers where it is multiplied in its exponent by each of <paramref name="factors"/>: that of a sound one is the share of right answers.</summary>
    internal static string Confidences(ScriptModel model, IReadOnlyList<(int Language, byte[] Text)> examples, params double[] factors)
    {
        var totals = new double[factors.Length];
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        var sums = new int[model.Width];
        foreach (var (_, text) in examples)
        {
            Array.Clear(sums);
            var words = new ScriptWords(text, model.Script, buffer);
            var letters = model.Add(ref words, sums);
            var scores = sums.AsSpan(0, model.Languages.Length).ToArray().Select(s => s * model.Scale / Math.Sqrt(Math.Max(1, letters))).Order().ToArray();
            for (var f = 0; f < factors.Length; f++) totals[f] += 1 / scores.Sum(s => Math.Exp((s - scores[^1]) * factors[f]));
        }
        return string.Join(", ", factors.Select((f, i) => $"{f}: {totals[i] / examples.Count:f3}"));
    }

    /// <summary>Share of right answers a language, [languages] without noise, and the most common mistakes.</summary>
    internal static (double[] Right, string Mistakes) Of(ScriptModel model, IReadOnlyList<(int Language, byte[] Text)> examples)
    {
        var (right, all) = (new double[model.Languages.Length - 1], new double[model.Languages.Length - 1]);
        var mistakes = new Dictionary<string, int>();
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        var sums = new int[model.Width];
        foreach (var (language, text) in examples)
        {
            Array.Clear(sums);
            var words = new ScriptWords(text, model.Script, buffer);
            model.Add(ref words, sums);
            var best = 0;
            for (var l = 1; l < model.Languages.Length; l++)
                if (l != model.NoiseClass && sums[l] > sums[best]) best = l; // noise takes from the confidence alone
            all[language]++;
            if (best == language) right[language]++;
            else
            {
                var mistake = $"{model.Languages[language]}>{model.Languages[best]}";
                mistakes[mistake] = mistakes.GetValueOrDefault(mistake) + 1;
            }
        }
        for (var l = 0; l < right.Length; l++) right[l] = all[l] == 0 ? double.NaN : right[l] / all[l];
        return (right, string.Join(" ", mistakes.OrderByDescending(m => m.Value).Take(30).Select(m => $"{m.Key}:{m.Value}")));
    }
}
