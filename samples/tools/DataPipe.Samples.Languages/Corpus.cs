using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>What was collected for one script: examples of some 100 characters, shared out evenly among the languages.</summary>
internal sealed class Corpus
{
    private const int MaxCharacters = 600_000;
    private const int MinCharacters = 150_000;

    private Corpus(string[] languages, List<(int, byte[])> training, List<(int, byte[])> held) => (Languages, Training, Held) = (languages, training, held);

    /// <summary>Classes, noise last.</summary>
    internal string[] Languages { get; }

    /// <summary>Examples to learn from: class and UTF-8.</summary>
    internal List<(int Language, byte[] Text)> Training { get; }

    /// <summary>Examples of another kind of text, to measure by; none when all is learnt.</summary>
    internal List<(int Language, byte[] Text)> Held { get; }

    /// <summary>Reads what <see cref="Collection"/> wrote; the texts of the package <paramref name="heldOut"/> are not learnt from.</summary>
    internal static Corpus Read(string folder, Script script, string? heldOut)
    {
        var languages = Labels.Within(script);
        var (training, held) = (new List<(int, byte[])>(), new List<(int, byte[])>());
        for (var l = 0; l < languages.Length; l++)
        {
            var sources = File.ReadLines(Path.Combine(folder, $"{script}-{languages[l]}.tsv")).Select(line => line.Split('\t')).GroupBy(p => p[0], p => p[1]).ToList();
            foreach (var text in sources.Where(s => s.Key == heldOut).SelectMany(s => s)) held.Add((l, Encoding.UTF8.GetBytes(text)));
            var lots = sources.Where(s => s.Key != heldOut).Select(s => s.ToList()).ToList();
            var examples = Examples(Shares(lots));
            var characters = examples.Sum(e => (long)e.Length);
            // Languages with little text are learnt from repeatedly.
            for (long seen = 0; seen == 0 || seen + characters / 2 < MinCharacters; seen += characters)
                foreach (var example in examples) training.Add((l, Encoding.UTF8.GetBytes(Unmarked.IsChosen(languages[l], training.Count) ? Unmarked.Of(example) : example)));
        }
        // Syllables of Vietnamese in disorder are syllables of Vietnamese too often to be noise.
        var (perLanguage, texts) = (training.Count / languages.Length, training.Where(t => languages[t.Item1] != "vi").Select(t => t.Item2).ToList());
        for (var i = 0; i < perLanguage; i++) training.Add((languages.Length, Noise.Example(texts[(int)(Mix64.Of((ulong)i) % (ulong)texts.Count)], (ulong)i, script)));
        return new([.. languages, ScriptModel.Noise], training, held);
    }

    // At most MaxCharacters, as evenly over the packages as they allow.
    private static List<string> Shares(List<List<string>> lots)
    {
        List<string> shares = [];
        long left = MaxCharacters;
        var sorted = lots.OrderBy(lot => lot.Sum(t => (long)t.Length)).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            var share = left / (sorted.Count - i);
            foreach (var text in sorted[i])
            {
                if (share <= 0) break;
                shares.Add(text);
                share -= text.Length;
                left -= text.Length;
            }
        }
        return shares;
    }

    // Short texts are put together, long ones cut at blanks; lengths from 25 to 200 characters.
    private static List<string> Examples(List<string> texts)
    {
        List<string> examples = [];
        var example = new StringBuilder();
        var aim = 25;
        foreach (var text in texts)
        {
            foreach (var word in text.Split(' '))
            {
                example.Append(word).Append(' ');
                if (example.Length < aim) continue;
                examples.Add(example.ToString());
                example.Clear();
                aim = 25 + (int)(Mix64.Of((ulong)examples.Count) % 175);
            }
        }
        if (example.Length > 0) examples.Add(example.ToString());
        return examples;
    }
}
