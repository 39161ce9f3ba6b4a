using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>Chooses the words and sequences of characters that tell most about the language.</summary>
internal sealed class FeatureChoice(Corpus corpus, Script script)
{
    private const int MinOccurrences = 8;
    private readonly double[] _letters = new double[corpus.Languages.Length];

    /// <summary>Keys of the best <paramref name="words"/> words and <paramref name="sequences"/> sequences, ascending.</summary>
    internal uint[] Best(int words, int sequences)
    {
        var totals = (Words: new Dictionary<uint, int>(), Sequences: new Dictionary<uint, int>());
        Walk((_, word) => totals.Words[word] = totals.Words.GetValueOrDefault(word) + 1, (_, key) => totals.Sequences[key] = totals.Sequences.GetValueOrDefault(key) + 1, weigh: true);
        var chosenWords = Top(totals.Words, words, wholeWords: true);
        var chosenSequences = Top(totals.Sequences, sequences, wholeWords: false);
        return [.. chosenWords.Union(chosenSequences).Order()];
    }

    private List<uint> Top(Dictionary<uint, int> totals, int count, bool wholeWords)
    {
        var classes = corpus.Languages.Length - 1;
        var rows = totals.Where(t => t.Value >= MinOccurrences).ToDictionary(t => t.Key, _ => new float[classes]);
        void Add(int language, uint key)
        {
            if (rows.TryGetValue(key, out var row)) row[language]++;
        }
        void Skip(int language, uint key)
        {
        }
        Walk(wholeWords ? Add : Skip, wholeWords ? Skip : Add, weigh: false);
        return rows.OrderByDescending(r => Worth(r.Value)).ThenBy(r => r.Key).Take(count).Select(r => r.Key).ToList();
    }

    // Nats that the occurrences of a feature tell about the language, all languages being written equally much.
    private double Worth(float[] occurrences)
    {
        double all = 0, worth = 0;
        var rates = new double[occurrences.Length];
        for (var l = 0; l < rates.Length; l++) all += rates[l] = (occurrences[l] is var n and > 1 ? n : 0) / _letters[l];
        if (all == 0) return 0;
        foreach (var rate in rates)
            if (rate > 0) worth += rate * Math.Log(rate / all * rates.Length);
        return worth;
    }

    private void Walk(Action<int, uint> onWord, Action<int, uint> onSequence, bool weigh)
    {
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        foreach (var (language, text) in corpus.Training)
        {
            if (language == corpus.Languages.Length - 1) continue;
            var words = new ScriptWords(text, script, buffer);
            while (words.Next())
            {
                var word = words.Current;
                if (weigh) _letters[language] += word.Length - 2;
                onWord(language, ScriptModel.KeyOf(word));
                ulong last = word[0];
                for (var i = 1; i < word.Length; i++)
                {
                    last = (last << 16) | word[i];
                    if (i < word.Length - 1) onSequence(language, ScriptModel.KeyOf(last & 0xFFFF));
                    onSequence(language, ScriptModel.KeyOf(last & 0xFFFF_FFFF));
                    if (i > 1) onSequence(language, ScriptModel.KeyOf(last & 0xFFFF_FFFF_FFFF));
                    if (i > 2) onSequence(language, ScriptModel.KeyOf(last));
                }
            }
        }
    }
}
