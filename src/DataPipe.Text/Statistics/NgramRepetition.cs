using System.Numerics;
using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>
/// How much of a text its repeated n-grams make up, compared by 64-bit hashes. Most n-grams of most texts occur once: one cheap screen for all lengths finds those that may not,
/// and only they are looked up exactly. Working memory of one thread, reused from text to text.
/// </summary>
internal sealed class NgramRepetition
{
    private const int RetainedWords = 1 << 20;
    private const ulong Odd = 0xD6E8FEB86659FD93;

    private readonly WordRuns _runs = new();
    private readonly RunScreen _screen = new();
    private readonly HashSet64 _seen = new();
    private ulong[] _hashes = [];
    private uint[] _pairs = [], _bounds = [];
    private int[] _candidates = [];
    private bool _isScreened, _hasPairs;

    /// <summary>Turns to the words of a text.</summary>
    internal void Read(ReadOnlySpan<byte> text, WordTable words)
    {
        if (_runs.Read(text, words)) (_isScreened, _hasPairs) = (false, false);
    }

    /// <summary>As many code points as <see cref="Top"/> may be at most.</summary>
    internal long TopAtMost(int n, WordTable words)
    {
        Screen(words);
        return _screen.TopAtMost(n);
    }

    /// <summary>Code points of the most frequent run of <paramref name="n"/> words (2 to 4) joined by blanks, times its number; of equals the one seen first.</summary>
    internal long Top(int n, WordTable words)
    {
        var grams = _runs.Count - n + 1;
        if (grams <= 0) return 0;
        if (!_hasPairs) CountPairs(words);
        // No run of words is more frequent than the rarest pair in it. Those that may come most often are counted first; a count that none of the others can reach settles it.
        var most = BoundGrams(n, grams);
        var (best, first) = (1, 0);
        for (var least = most; least >= 2; least = least == 2 ? 1 : Math.Max(Math.Max(2, (uint)best), least / 2))
        {
            (best, first) = MostFrequent(n, grams, least);
            if (best >= least) break;
        }

        if (best < 2) (best, first) = (1, 0);
        var runes = words.RunesBefore;
        return (long)(runes[first + n] - runes[first] + n - 1) * best;
    }

    /// <summary>Code points of runs of <paramref name="n"/> words (5 or more) that read, joined without blanks, as one before: greedy, a hit moves on by <paramref name="n"/> words, a miss is remembered and moves on by one.</summary>
    internal long Duplicates(int n, WordTable words)
    {
        Screen(words);
        return Duplicates(n, words, long.MaxValue, long.MaxValue);
    }

    /// <summary>Whether <see cref="Duplicates(int, WordTable)"/> gives so many code points or more: stops where that is settled.</summary>
    internal bool DuplicatesReach(int n, WordTable words, long least)
    {
        Screen(words);
        var most = _screen.RepeatedAtMost(n, words.RunesBefore); // no hit lies where nothing like it came before
        return most >= least && Duplicates(n, words, least, most) >= least;
    }

    // The repeats that may come are at most so many code points; less than the least, or no fewer than it, is told as soon as it is sure.
    private long Duplicates(int n, WordTable words, long least, long most)
    {
        var candidates = _screen.Candidates;
        if (candidates.Length < 2) return 0;
        _seen.Reset(candidates.Length);
        var runes = words.RunesBefore;
        var settles = most < long.MaxValue;
        long repeated = 0;
        int next = 0, end = 0;
        foreach (var at in candidates)
        {
            if (at + n > _runs.Count) break;
            var mayRepeat = _screen.MayRepeat(at, n);
            if (settles && mayRepeat)
            {
                if (at >= end && repeated + most < least) break;
                most -= runes[at + n] - runes[Math.Max(at, end)];
                end = at + n;
            }

            if (at < next || (!mayRepeat && !_screen.MayComeAgain(at, n))) continue;
            if (_seen.Add(FoldHash.Of(_runs.Run(at, n)))) continue;
            repeated += runes[at + n] - runes[at];
            if (repeated >= least) break;
            next = at + n;
        }

        return repeated;
    }

    // As often as the run at each word may come at most; gives the largest.
    private uint BoundGrams(int n, int grams)
    {
        var pairs = _pairs.AsSpan();
        var bounds = _bounds.AsSpan();
        var most = Vector<uint>.Zero;
        var i = 0;
        for (; i <= grams - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var rarest = new Vector<uint>(pairs[i..]);
            for (var j = 1; j < n - 1; j++) rarest = Vector.Min(rarest, new Vector<uint>(pairs[(i + j)..]));
            rarest.CopyTo(bounds[i..]);
            most = Vector.Max(most, rarest);
        }

        uint largest = 1;
        for (var lane = 0; lane < Vector<uint>.Count; lane++) largest = Math.Max(largest, most[lane]);
        for (; i < grams; i++)
        {
            var rarest = pairs[i];
            for (var j = 1; j < n - 1; j++) rarest = Math.Min(rarest, pairs[i + j]);
            largest = Math.Max(largest, bounds[i] = rarest);
        }

        return largest;
    }

    private (int Count, int First) MostFrequent(int n, int grams, uint least)
    {
        var (bounds, list, candidates) = (_bounds, _candidates, 0);
        for (var i = 0; i < grams; i++)
        {
            list[candidates] = i; // stays only when it is counted
            candidates += bounds[i] >= least ? 1 : 0;
        }

        if (candidates == 0) return (0, 0);
        _seen.Reset(candidates);
        int best = 0, first = 0;
        foreach (var at in _candidates.AsSpan(0, candidates))
        {
            var hash = _hashes[at];
            for (var j = 1; j < n; j++) hash = hash * Odd + _hashes[at + j];
            var count = _seen.Count(hash, at, out var seen);
            if (count < best || (count == best && seen > first)) continue;
            (best, first) = (count, seen);
        }

        return (best, first);
    }

    private void Screen(WordTable words)
    {
        if (_isScreened) return;
        _screen.Read(_runs, words.RunesBefore);
        _isScreened = true;
    }

    // What phrases are counted by: a hash of each word, and as often as the pair at it may come at most.
    private void CountPairs(WordTable words)
    {
        Screen(words);
        Reserve(_runs.Count);
        for (var i = 0; i < _runs.Count; i++) _hashes[i] = FoldHash.Of(_runs.Run(i, 1));
        for (var i = 0; i + 1 < _runs.Count; i++) _pairs[i] = _screen.PairAtMost(i);
        _hasPairs = true;
    }

    private void Reserve(int words)
    {
        if (_hashes.Length > RetainedWords && words < RetainedWords / 2) (_hashes, _pairs, _bounds, _candidates) = ([], [], [], []);
        if (_hashes.Length >= words) return;
        var room = Math.Max(Math.Max(words, 1024), 2 * _hashes.Length);
        (_hashes, _pairs, _bounds, _candidates) = (new ulong[room], new uint[room], new uint[room], new int[room]);
    }
}
