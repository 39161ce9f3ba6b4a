using System.Globalization;
using System.Text;
using DataPipe.Text.FastText;
using DataPipe.Text.Language;

/// <summary>How often the language of a sentence is told, and how fast: of the built-in model, and of a fastText model beside the sentences.</summary>
internal static class LanguageBenchmark
{
    private const int Rounds = 5;

    /// <summary>Measures on a file of sentences, language and text divided by a tab.</summary>
    internal static void Run(string sentences)
    {
        var examples = File.ReadLines(sentences).Select(l => l.Split('\t', 2)).Select(p => (Language: p[0], Text: Encoding.UTF8.GetBytes(p[1]))).ToList();
        Tell("built-in", examples, LanguageIdentifier.Languages, text => LanguageIdentifier.Identify(text).Language);
        var file = Path.Combine(Path.GetDirectoryName(sentences)!, "lid.176.ftz");
        if (!File.Exists(file)) return;
        using var stream = File.OpenRead(file);
        var model = FastTextModel.Read(stream);
        var (predictor, predictions) = (new FastTextPredictor(model), new FastTextPrediction[1]);
        // Its one label for Norwegian is "no"; whether Nynorsk is a language of its own to it, its labels say.
        Tell("lid.176.ftz", examples, [.. model.Labels.Select(Name)], text => predictor.Predict(text, FastTextNewlines.Blanks, predictions) == 0 ? "" : Name(model.Labels[predictions[0].Label]));

        static string Name(string label) => label == "no" ? "nb" : label;
    }

    private static void Tell(string name, List<(string Language, byte[] Text)> examples, IReadOnlyList<string> languages, Func<byte[], string> identify)
    {
        var claimed = examples.Where(e => languages.Contains(e.Language)).ToList();
        var shares = claimed.GroupBy(e => e.Language).Select(g => (Language: g.Key, Right: g.Average(e => identify(e.Text) == e.Language ? 1.0 : 0))).OrderBy(s => s.Right).ToList();
        // Documents of about 4 KB in one language each, and the sentences alone.
        var documents = examples.GroupBy(e => e.Language).SelectMany(g => g.Chunk(30).Select(c => Encoding.UTF8.GetBytes(string.Join('\n', c.Select(e => Encoding.UTF8.GetString(e.Text)))))).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"language by {name}: {languages.Distinct().Count()} languages, macro accuracy {shares.Average(s => s.Right):f4} over {shares.Count}; documents {Speed(documents, identify):f0} MB/s, sentences {Speed([.. examples.Select(e => e.Text)], identify):f0} MB/s"));
        Console.WriteLine("  weakest: " + string.Join(" ", shares.Take(12).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Language} {s.Right:f2}"))));
    }

    private static double Speed(List<byte[]> texts, Func<byte[], string> identify)
    {
        var best = double.MaxValue;
        // Tiered compilation needs time to settle.
        var running = System.Diagnostics.Stopwatch.StartNew();
        for (var round = 0; round < Rounds || running.Elapsed.TotalSeconds < 4; round++)
        {
            var used = Environment.CpuUsage.TotalTime;
            var seen = 0;
            foreach (var text in texts) seen += identify(text).Length;
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            if (seen == 0) break;
        }
        return texts.Sum(t => (double)t.Length) / 1e6 / best;
    }
}
