using System.Numerics;
using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Language;

/// <summary>
/// Tells languages of one script apart: a naive Bayes choice between character models of order two, in which a common word of a language may be worth more than its characters.
/// Immutable; made of profiles.
/// </summary>
internal sealed class LanguageModel
{
    private const int MaxWordBytes = 64;
    private const double CommonWordShare = 0.3; // a list covers about this much of running text
    private readonly string[] _languages;
    private readonly NGramRows _characters;
    private readonly NGramRows _words;

    /// <summary>Learns from <paramref name="profiles"/>.</summary>
    internal LanguageModel(IReadOnlyList<LanguageProfile> profiles)
    {
        _languages = new string[profiles.Count];
        var width = (profiles.Count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var counts = new NGramCounts[profiles.Count];
        var keys = new HashSet<ulong>();
        for (var l = 0; l < profiles.Count; l++)
        {
            _languages[l] = profiles[l].Language;
            counts[l] = new();
            var rank = 0;
            foreach (var word in profiles[l].CommonWords.Split(' ')) counts[l].Add(word, 20.0 / (rank++ + 8));
            foreach (var word in LetterRuns(profiles[l].Sample)) counts[l].Add(word, 1);
            keys.UnionWith(counts[l].Keys);
        }

        var rows = new Dictionary<ulong, float[]>();
        foreach (var key in keys)
        {
            var row = rows[key] = new float[width];
            for (var l = 0; l < counts.Length; l++) row[l] = counts[l].LogChance(key);
        }
        _characters = new(rows, width);
        _words = new(WordRows(profiles, counts, width), width);
    }

    /// <summary>The number of languages, rounded up to whole vectors: the length of the sums.</summary>
    internal int Width => _characters.Width;

    /// <summary>Adds the evidence of <paramref name="word"/>, lower-cased UTF-8 letters, to <paramref name="sums"/>, and gives the number of characters it rests on.</summary>
    internal int Add(ReadOnlySpan<byte> word, Span<float> sums)
    {
        int first = ' ', second = ' ', characters = 0;
        for (var at = 0; at < word.Length;)
        {
            Rune.DecodeFromUtf8(word[at..], out var rune, out var bytes);
            at += bytes;
            characters += AddCharacter(first, second, rune.Value, sums);
            (first, second) = (second, rune.Value);
        }
        characters += AddCharacter(first, second, ' ', sums);
        if (word.Length <= MaxWordBytes) _words.TryAdd(XxHash64.Hash(word) | 1, sums);
        return characters;
    }

    /// <summary>The likeliest language for <paramref name="sums"/> on <paramref name="characters"/> characters, with the chance that it is not the next best.</summary>
    internal LanguageGuess Decide(ReadOnlySpan<float> sums, int characters)
    {
        if (characters == 0) return LanguageGuess.Unknown;
        var best = 0;
        for (var l = 1; l < _languages.Length; l++)
            if (sums[l] > sums[best]) best = l;
        // Neighbouring characters are not independent: one in three brings news.
        var others = 0.0;
        for (var l = 0; l < _languages.Length; l++) others += Math.Exp((sums[l] - sums[best]) / 3);
        // Running text costs about 2.3 nats a character in its own language; noise costs 5 and more.
        var fit = Math.Clamp((4.6 + sums[best] / characters) / 1.4, 0, 1);
        return new(_languages[best], fit / others);
    }

    private int AddCharacter(int first, int second, int third, Span<float> sums) =>
        _characters.TryAdd(NGramCounts.Key(first, second, third), sums)
        || _characters.TryAdd(NGramCounts.Key(0, second, third), sums)
        || _characters.TryAdd(NGramCounts.Key(0, 0, third), sums) ? 1 : 0;

    // What a common word is worth above its characters.
    private static Dictionary<ulong, float[]> WordRows(IReadOnlyList<LanguageProfile> profiles, NGramCounts[] counts, int width)
    {
        var rows = new Dictionary<ulong, float[]>();
        for (var l = 0; l < profiles.Count; l++)
        {
            var rank = 0;
            foreach (var word in profiles[l].CommonWords.Split(' '))
            {
                var key = XxHash64.Hash(Encoding.UTF8.GetBytes(word)) | 1;
                if (!rows.TryGetValue(key, out var row)) rows[key] = row = new float[width];
                int first = ' ', second = ' ';
                var characters = 0.0;
                foreach (var rune in (word + " ").EnumerateRunes())
                {
                    characters += counts[l].LogChance(NGramCounts.Key(first, second, rune.Value));
                    (first, second) = (second, rune.Value);
                }
                var whole = Math.Log(CommonWordShare * 0.25 / (rank++ + 3)); // Zipf's law: 0.25 / (rank + 3) sums to about 1
                row[l] = (float)Math.Max(row[l], whole - characters);
            }
        }
        return rows;
    }

    private static List<string> LetterRuns(string text)
    {
        var runs = new List<string>();
        var run = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((RuneTraits.Of(rune.Value) & (RuneTrait.Letter | RuneTrait.Mark)) != 0 || (rune.Value == '\'' && run.Length > 0))
            {
                run.Append(Rune.ToLowerInvariant(rune).ToString());
                continue;
            }
            if (run.Length > 0) runs.Add(run.ToString());
            run.Clear();
        }
        if (run.Length > 0) runs.Add(run.ToString());
        return runs;
    }
}
