using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>
/// How much of a text its repeated n-grams make up, compared by 64-bit hashes. Most n-grams of most texts occur once: one cheap screen for all lengths finds those that may not,
/// and only they are looked up exactly. Working memory of one thread, reused from text to text.
/// </summary>
internal sealed class NgramRepetition
{
    private const int ShortestRun = 5, ScreenBytes = 16; // runs of so many words are looked at by so many of their first bytes,
    private const int ScreenStep = 2, ScreenStepBytes = 8; // those of so many words more by so many more
    private const int First = 1 << 31; // of a candidate that nothing like it comes before
    private const int Repeated = 1 << 30, Position = Repeated - 1; // while a screen runs: of one that comes more than once
    private const int Padding = 64; // whole vectors are copied and looked at
    private const int RetainedWords = 1 << 20;
    private const ulong Odd = 0xD6E8FEB86659FD93;

    private readonly RepeatScreen _screen = new();
    private readonly RepeatTable _repeats = new();
    private readonly HashSet64 _seen = new();
    private byte[] _joined = new byte[4096];
    private int[] _offsets = new int[1024], _candidates = new int[1024];
    private ulong[] _hashes = new ulong[1024];
    private uint[] _pairs = new uint[1024];
    private readonly long[] _topAtMost = new long[5];
    private WordTable? _table;
    private int _reads, _words, _candidateCount, _screenedFor, _mostPairs;
    private bool _hasPairs;

    /// <summary>Turns to the words of a text.</summary>
    internal void Read(ReadOnlySpan<byte> text, WordTable words)
    {
        if (ReferenceEquals(words, _table) && words.Reads == _reads) return;
        (_table, _reads) = (words, words.Reads);
        (_words, _screenedFor, _hasPairs) = (words.Count, 0, false);
        Reserve(text.Length + words.Count, words.Count); // a quotation mark may be read as two
        var starts = words.Starts;
        var bytes = words.Bytes;
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var joined = ref MemoryMarshal.GetArrayDataReference(_joined);
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            _offsets[i] = at;
            var (start, length) = (starts[i], bytes[i]);
            if (words.Traits[i] >= WordTraits.OpeningQuote)
            {
                var form = words.Of(text, i);
                form.CopyTo(_joined.AsSpan(at));
                length = form.Length;
            }
            else if (length <= 16 && start + 16 <= text.Length)
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref joined, at), Unsafe.ReadUnaligned<System.Runtime.Intrinsics.Vector128<byte>>(ref Unsafe.Add(ref source, start)));
            else
                text.Slice(start, length).CopyTo(_joined.AsSpan(at));
            at += length;
        }

        _offsets[starts.Length] = at;
        _joined.AsSpan(at, Padding).Clear();
    }

    /// <summary>As many code points as <see cref="Top"/> may be at most.</summary>
    internal long TopAtMost(int n, WordTable words)
    {
        if (!_hasPairs) ScreenPairs(words.RunesBefore);
        return _topAtMost[n];
    }

    /// <summary>As many code points as <see cref="Duplicates(int, WordTable)"/> may be at most: no hit lies where nothing like it came before.</summary>
    internal long DuplicatesAtMost(int n, WordTable words)
    {
        ScreenRuns(n);
        var runes = words.RunesBefore;
        long covered = 0;
        var end = 0;
        foreach (var candidate in _candidates.AsSpan(0, _candidateCount))
        {
            if ((candidate & First) != 0) continue;
            if (candidate + n > _words) break;
            covered += runes[candidate + n] - runes[Math.Max(candidate, end)];
            end = candidate + n;
        }

        return covered;
    }

    /// <summary>Code points of the most frequent run of <paramref name="n"/> words (2 to 4) joined by blanks, times its number; of equals the one seen first.</summary>
    internal long Top(int n, WordTable words)
    {
        var grams = _words - n + 1;
        if (grams <= 0) return 0;
        if (!_hasPairs) ScreenPairs(words.RunesBefore);
        _screenedFor = 0; // the list is needed here
        // No run of words is more frequent than the rarest pair in it. Those that may come most often are counted first; a count that none of the others can reach settles it.
        var (best, first) = (1, 0);
        for (var least = (uint)_mostPairs; least >= 2; least = least == 2 ? 1 : Math.Max(Math.Max(2, (uint)best), least / 2))
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
        ScreenRuns(n);
        return Duplicates(n, words, long.MaxValue, long.MaxValue);
    }

    /// <summary>Whether <see cref="Duplicates(int, WordTable)"/> gives so many code points or more: stops where that is settled.</summary>
    internal bool DuplicatesReach(int n, WordTable words, long least)
    {
        var most = DuplicatesAtMost(n, words);
        return most >= least && Duplicates(n, words, least, most) >= least;
    }

    // The repeats that may come are at most so many code points; less than the least, or no fewer than it, is told as soon as it is sure.
    private long Duplicates(int n, WordTable words, long least, long most)
    {
        if (_candidateCount < 2) return 0;
        _seen.Reset(_candidateCount);
        var runes = words.RunesBefore;
        var joined = _joined.AsSpan();
        var settles = most < long.MaxValue;
        long repeated = 0;
        int next = 0, end = 0;
        foreach (var candidate in _candidates.AsSpan(0, _candidateCount))
        {
            var at = candidate & ~First;
            if (at + n > _words) break;
            if (settles && candidate >= 0)
            {
                if (at >= end && repeated + most < least) break;
                most -= runes[at + n] - runes[Math.Max(at, end)];
                end = at + n;
            }

            if (at < next) continue;
            if (_seen.Add(FoldHash.Of(joined[_offsets[at].._offsets[at + n]]))) continue;
            repeated += runes[at + n] - runes[at];
            if (repeated >= least) break;
            next = at + n;
        }

        return repeated;
    }

    private (int Count, int First) MostFrequent(int n, int grams, uint least)
    {
        var candidates = 0;
        var pairs = _pairs;
        for (var i = 0; i < grams; i++)
        {
            var most = pairs[i];
            for (var j = 1; j < n - 1; j++) most = Math.Min(most, pairs[i + j]);
            if (most >= least) _candidates[candidates++] = i;
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

    // At least how often the pair at each word comes; no run is more frequent than its rarest pair.
    private void ScreenPairs(ReadOnlySpan<int> runes)
    {
        HashWords();
        var count = Math.Max(0, _words - 1);
        _screen.Reset(count);
        var hashes = _hashes;
        var pairs = _pairs;
        for (var i = 0; i < count; i++) pairs[i] = _screen.Add(Spread(hashes[i] * Odd + hashes[i + 1]));
        uint most = 1, before = 0, twoBefore = 0;
        long two = 0, three = 0, four = 0;
        for (var i = 0; i < count; i++)
        {
            var times = _screen.Most(pairs[i]);
            pairs[i] = times;
            most = Math.Max(most, times);
            var end = runes[i + 2];
            two = Math.Max(two, times * (long)(end - runes[i] + 1));
            times = Math.Min(times, before);
            if (i >= 1) three = Math.Max(three, times * (long)(end - runes[i - 1] + 2));
            if (i >= 2) four = Math.Max(four, Math.Min(times, twoBefore) * (long)(end - runes[i - 2] + 3));
            (twoBefore, before) = (before, pairs[i]);
        }

        (_topAtMost[2], _topAtMost[3], _topAtMost[4]) = (two, three, four);
        (_mostPairs, _hasPairs) = ((int)most, true);
    }

    // Two equal runs of five words or more have equal first bytes, sixteen of them unless they are shorter than that: all others occur once.
    private void ScreenRuns(int n)
    {
        if (_screenedFor == 0 || _screenedFor > n) ScreenRuns();
        while (_screenedFor + ScreenStep <= n && _candidateCount >= 2) ScreenLonger(_screenedFor + ScreenStep);
    }

    private void ScreenRuns()
    {
        var runs = _words - ShortestRun + 1;
        _candidateCount = 0;
        _screenedFor = ShortestRun;
        if (runs <= 0) return;
        _repeats.Reset(runs);
        var (offsets, candidates, count) = (_offsets, _candidates, 0);
        for (var i = 0; i < runs; i++)
        {
            candidates[i] = offsets[i + ShortestRun] - offsets[i] < ScreenBytes ? i | Repeated : i | First;
            var before = _repeats.Add(Beginning(offsets[i]), i);
            if (before < 0) continue;
            candidates[before] |= Repeated;
            candidates[i] = i | Repeated;
        }

        for (var i = 0; i < runs; i++)
        {
            var candidate = candidates[i];
            candidates[count] = candidate & ~Repeated; // stays only when it is counted
            count += (candidate >> 30) & 1;
        }

        _candidateCount = count;
    }

    // Of those that are left, by more of their bytes, for longer runs.
    private void ScreenLonger(int n)
    {
        var bytes = ScreenBytes + (n - ShortestRun) / ScreenStep * ScreenStepBytes;
        _repeats.Reset(_candidateCount);
        var (offsets, candidates, left) = (_offsets, _candidates, 0);
        for (var i = 0; i < _candidateCount; i++)
        {
            var at = candidates[i] & ~First;
            candidates[i] = at | First;
            var before = _repeats.Add(Beginning(offsets[at], bytes), i);
            if (before < 0) continue;
            candidates[before] |= Repeated;
            candidates[i] = at | Repeated;
        }

        for (var i = 0; i < _candidateCount; i++)
        {
            var at = candidates[i] & Position;
            if (at + n > _words) break;
            if (offsets[at + n] - offsets[at] < bytes) candidates[left++] = at;
            else if ((candidates[i] & Repeated) != 0) candidates[left++] = candidates[i] & ~Repeated;
        }

        (_candidateCount, _screenedFor) = (left, n);
    }

    private void HashWords()
    {
        ref var joined = ref MemoryMarshal.GetArrayDataReference(_joined);
        for (var i = 0; i < _words; i++)
        {
            var (start, length) = (_offsets[i], _offsets[i + 1] - _offsets[i]);
            if (length <= 8)
            {
                _hashes[i] = Mix64.Of((Load(ref joined, start) & (ulong.MaxValue >> (64 - 8 * length))) + (ulong)length * Odd);
                continue;
            }

            _hashes[i] = length <= 16
                ? Mix64.Of((Load(ref joined, start) * Mix64.Golden ^ Load(ref joined, start + length - 8)) + (ulong)length * Odd)
                : FoldHash.Of(_joined.AsSpan(start, length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Beginning(int at)
    {
        ref var joined = ref MemoryMarshal.GetArrayDataReference(_joined);
        return Spread((Load(ref joined, at) * Mix64.Golden) ^ Load(ref joined, at + 8));
    }

    // Of the first and the last of so many bytes, 24 or more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Beginning(int at, int bytes)
    {
        ref var joined = ref MemoryMarshal.GetArrayDataReference(_joined);
        return Spread((((Load(ref joined, at) * Mix64.Golden) ^ Load(ref joined, at + bytes - 16)) * Mix64.Golden) ^ Load(ref joined, at + bytes - 8));
    }

    // The upper bits depend on all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread(ulong value) => (value ^ (value >> 32)) * Odd;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte bytes, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }

    private void Reserve(int bytes, int words)
    {
        if (_hashes.Length > RetainedWords && words < RetainedWords) (_joined, _offsets, _candidates, _hashes, _pairs) = ([], [], [], [], []);
        if (_joined.Length < bytes + Padding) _joined = new byte[Math.Max(bytes + Padding, (int)Math.Min(Array.MaxLength, 2L * _joined.Length))];
        if (_offsets.Length > words) return;
        var room = Math.Max(words + 1, 2 * _offsets.Length);
        (_offsets, _candidates, _hashes, _pairs) = (new int[room], new int[room], new ulong[room], new uint[room]);
    }
}
