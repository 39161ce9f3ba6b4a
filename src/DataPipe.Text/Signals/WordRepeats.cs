using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>
/// Repeated runs of words. A run of n words can only occur twice where its beginning and its end of n - 1 words both do, so that each length looks at what the one before
/// left, which of ordinary text is little. Reusable memory of one thread.
/// </summary>
internal sealed class WordRepeats
{
    private const int Longest = 10, LongestTop = 4;
    private static readonly double[] Logs = [.. Enumerable.Range(0, 256).Select(c => c == 0 ? 0 : c * Math.Log(c))];
    private readonly RepeatCounts _counts = new();
    private int[] _places = new int[1024], _slots = new int[1024];
    private ulong[] _hashes = new ulong[1024]; // by place, of the run that begins there

    /// <summary>Different words.</summary>
    internal int Unique { get; private set; }

    /// <summary>Entropy of the words, natural logarithm.</summary>
    internal double Entropy { get; private set; }

    /// <summary>Measures words by their hashes and lengths in characters.</summary>
    /// <param name="words">Hashes of the words.</param>
    /// <param name="lengths">Their lengths.</param>
    /// <param name="chars">The sum of the lengths.</param>
    /// <param name="top">Shares of the most frequent run of 2, 3 and 4 words.</param>
    /// <param name="duplicate">Shares of repeated runs of 5 to 10 words.</param>
    internal void Measure(ReadOnlySpan<ulong> words, ReadOnlySpan<int> lengths, long chars, Span<double> top, Span<double> duplicate)
    {
        top.Clear();
        duplicate.Clear();
        if (_places.Length < words.Length)
        {
            var room = 2 * words.Length;
            (_places, _slots, _hashes) = (new int[room], new int[room], new ulong[room]);
        }

        var left = Unigrams(words);
        for (var n = 2; n <= Longest && left > 0; n++)
        {
            left = Next(words, n, left);
            if (n <= LongestTop) top[n - 2] = Top(lengths, n, left) / (double)chars;
            else duplicate[n - 5] = Covered(lengths, n, left) / (double)chars;
        }
    }

    // Leaves the places of words that occur more than once.
    private int Unigrams(ReadOnlySpan<ulong> words)
    {
        _counts.Reset(words.Length);
        for (var i = 0; i < words.Length; i++) _slots[i] = _counts.Add(words[i]);
        var left = 0;
        for (var i = 0; i < words.Length; i++)
            if (_counts.At(_slots[i]) > 1)
            {
                _places[left++] = i;
                _hashes[i] = words[i];
            }

        // -Σ c/T ln c/T = ln T - Σ c ln c / T: words that occur once add nothing to the sum.
        var sum = 0.0;
        Unique = 0;
        for (var i = 0; i < words.Length; i++)
            if (_counts.Take(_slots[i]) is var count and > 0)
            {
                Unique++;
                if (count > 1) sum += count < Logs.Length ? Logs[count] : count * Math.Log(count);
            }

        Entropy = words.Length == 0 ? 0 : Math.Log(words.Length) - sum / words.Length;
        return left;
    }

    // Of the places where runs of n - 1 words are repeated, those where runs of n are.
    private int Next(ReadOnlySpan<ulong> words, int n, int before)
    {
        var candidates = 0;
        for (var k = 0; k < before; k++)
        {
            var place = _places[k];
            if (k + 1 == before || _places[k + 1] != place + 1 || place + n > words.Length) continue;
            _hashes[place] = Mix64.Of(_hashes[place] * 0xD6E8FEB86659FD93 + words[place + n - 1]);
            _places[candidates++] = place;
        }

        _counts.Reset(candidates);
        for (var k = 0; k < candidates; k++) _slots[k] = _counts.Add(_hashes[_places[k]]);
        var left = 0;
        for (var k = 0; k < candidates; k++)
        {
            if (_counts.At(_slots[k]) < 2) continue;
            _slots[left] = _slots[k];
            _places[left++] = _places[k];
        }

        return left;
    }

    // Of several that are as frequent the one that comes first, as Python's Counter has it.
    private long Top(ReadOnlySpan<int> lengths, int n, int left)
    {
        var (most, best) = (1, -1);
        for (var k = 0; k < left; k++)
            if (_counts.At(_slots[k]) is var count && count > most)
                (most, best) = (count, _places[k]);
        if (best < 0) return 0;
        var chars = 0L;
        foreach (var length in lengths.Slice(best, n)) chars += length;
        return chars * most;
    }

    private long Covered(ReadOnlySpan<int> lengths, int n, int left)
    {
        var (chars, end) = (0L, 0);
        for (var k = 0; k < left; k++)
        {
            for (var i = Math.Max(end, _places[k]); i < _places[k] + n; i++) chars += lengths[i];
            end = _places[k] + n;
        }

        return chars;
    }
}
