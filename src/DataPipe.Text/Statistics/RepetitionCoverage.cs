using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>
/// Measures how much of a text is made of what occurs more than once in it, first occurrences included, by 64-bit hashes; lines and paragraphs that are blank and words of punctuation do not count. Holds memory for one thread.
/// Source: Li et al. 2024 (DCLM), arXiv:2406.11794, as its code counts.
/// </summary>
public sealed class RepetitionCoverage
{
    private readonly HashSet64 _seen = new();
    private ulong[] _hashes = new ulong[1024];
    private int[] _lengths = new int[1024], _firsts = new int[1024], _counts = new int[1024];
    private int _pieces;

    /// <summary>Lines, or paragraphs, that occur more than once by all, and their code points by those of all; blank ones are left out.</summary>
    public (double Fraction, double CharFraction) Segments(TextAnalysis analysis, LineRule rule)
    {
        _pieces = 0;
        long all = 0;
        foreach (var line in Lines.Of(analysis.Text, rule))
        {
            var segment = Whitespace.Trim(line);
            if (segment.IsEmpty) continue;
            var chars = analysis.RunesOf(segment);
            Add(XxHash64.Hash(segment), chars);
            all += chars;
        }

        if (_pieces < 2) return default;
        Count(1);
        int repeated = 0;
        long repeatedChars = 0;
        for (var i = 0; i < _pieces; i++)
        {
            if (_counts[_firsts[i]] < 2) continue;
            repeated++;
            repeatedChars += _lengths[i];
        }

        return ((double)repeated / _pieces, (double)repeatedChars / all);
    }

    /// <summary>Code points of the most frequent run of <paramref name="n"/> words times its number, by those of all words; of equally frequent ones the longest, 0 when none occurs twice.</summary>
    public double TopNGram(TextAnalysis analysis, WordRule rule, int n)
    {
        var all = ReadWords(analysis, rule);
        if (_pieces < n) return 0;
        var grams = Count(n);
        int most = 1, longest = 0;
        for (var i = 0; i < grams; i++)
        {
            var count = _counts[_firsts[i]];
            if (count < 2 || count < most) continue;
            var chars = 0;
            for (var j = 0; j < n; j++) chars += _lengths[i + j];
            (most, longest) = count > most ? (count, chars) : (most, Math.Max(longest, chars));
        }

        return (double)most * longest / all;
    }

    /// <summary>Code points of words in runs of <paramref name="n"/> that occur more than once, each word counted once, by those of all words.</summary>
    public double RepeatedNGrams(TextAnalysis analysis, WordRule rule, int n)
    {
        var all = ReadWords(analysis, rule);
        if (_pieces < n) return 0;
        var grams = Count(n);
        long repeated = 0;
        var end = 0; // behind the last word that was counted
        for (var i = 0; i < grams; i++)
        {
            if (_counts[_firsts[i]] < 2) continue;
            for (var j = Math.Max(i, end); j < i + n; j++) repeated += _lengths[j];
            end = i + n;
        }

        return (double)repeated / all;
    }

    private long ReadWords(TextAnalysis analysis, WordRule rule)
    {
        var words = analysis.Words(rule);
        _pieces = 0;
        long all = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if ((words.Traits[i] & WordTraits.Punctuation) != 0) continue;
            var chars = words.RunesBefore[i + 1] - words.RunesBefore[i];
            Add(XxHash64.Hash(words.Of(analysis.Text, i)), chars);
            all += chars;
        }

        return all;
    }

    private void Add(ulong hash, int chars)
    {
        if (_pieces == _hashes.Length)
        {
            var room = _pieces * 2;
            Array.Resize(ref _hashes, room);
            Array.Resize(ref _lengths, room);
            (_firsts, _counts) = (new int[room], new int[room]);
        }

        _hashes[_pieces] = hash;
        _lengths[_pieces++] = chars;
    }

    // Of every run of so many pieces, where it was seen first, and there how often it comes.
    private int Count(int n)
    {
        var grams = _pieces - n + 1;
        _seen.Reset(grams);
        for (var i = 0; i < grams; i++)
        {
            var hash = _hashes[i];
            for (var j = 1; j < n; j++) hash = hash * 0xD6E8FEB86659FD93 + _hashes[i + j];
            var count = _seen.Count(Mix64.Of(hash), i, out var first);
            _firsts[i] = first;
            _counts[first] = count;
        }

        return grams;
    }
}
