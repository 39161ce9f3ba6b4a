using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Statistics;

/// <summary>
/// Walks the words of a text once and tells what may repeat: how many code points the most frequent phrases of two to four words can have, and which runs of five to ten words
/// can have come before. Both are bounds from above that hold however words are cut; most texts need no more. Memory of one thread, reused from text to text.
/// </summary>
internal sealed class RunScreen
{
    /// <summary>The lengths of runs that are told apart, in words; longer runs are taken for the longest.</summary>
    internal const int ShortestRun = 5, LongestRun = 10;

    private const int RunLengths = LongestRun - ShortestRun + 1;
    private const int PrefixBytes = 16, ShortPrefixBytes = 8; // runs are met by so many first bytes, those with fewer by fewer
    private const int MostCompared = 8; // earlier runs that begin alike; with more of them any may be a repeat
    private const int RetainedWords = 1 << 20;

    // What is known of the run at a word: to how many words it may repeat an earlier one, and a later one it; 0 for none, 1 for five words.
    private const int Length = 7, EarlierShift = 3, HasLater = 1 << 6;

    private readonly PairScreen _pairs = new();
    private readonly RecentTable _recent = new();
    private readonly long[] _topAtMost = new long[5];
    private readonly int[] _repeatedAtMost = new int[LongestRun + 1];
    private readonly int[] _near = new int[Vector256<int>.Count];
    private byte[] _known = new byte[1024 + sizeof(ulong)];
    private int[] _before = new int[1024], _candidates = new int[1024], _short = new int[1024];
    private WordRuns _words = new();
    private int _candidateCount;
    private bool _overflows, _hasBounds;

    /// <summary>Words at which a run begins that may be a repeat or be repeated, in order: [runs].</summary>
    internal ReadOnlySpan<int> Candidates => _candidates.AsSpan(0, _candidateCount);

    /// <summary>Reads the words of a text; <paramref name="runes"/> are the code points before each.</summary>
    internal void Read(WordRuns words, ReadOnlySpan<int> runes)
    {
        _words = words;
        Reserve(words.Count);
        (_overflows, _hasBounds) = (false, false);
        BoundPhrases(runes);
        var runs = Math.Max(0, words.Count - ShortestRun + 1);
        _known.AsSpan(0, runs + sizeof(ulong)).Clear();
        MeetByPrefix(runs, out var shortRuns);
        MeetByShortPrefix(shortRuns);
        Gather(runs);
    }

    /// <summary>As many code points as the most frequent phrase of <paramref name="n"/> words, 2 to 4, joined by blanks, may have in all its places.</summary>
    internal long TopAtMost(int n) => _topAtMost[n];

    /// <summary>As often as the pair of words at <paramref name="word"/> may come at most.</summary>
    internal uint PairAtMost(int word)
    {
        var at = _words.Offsets[word];
        return _pairs.Most(ref _words.First, at, _words.Offsets[word + 2] - at);
    }

    /// <summary>As many code points as runs of <paramref name="n"/> words, 5 or more, that came before may cover.</summary>
    internal long RepeatedAtMost(int n, ReadOnlySpan<int> runes)
    {
        if (n > LongestRun) return long.MaxValue;
        if (!_hasBounds) BoundRepeats(runes);
        return _repeatedAtMost[n];
    }

    /// <summary>Whether a run of <paramref name="n"/> words at <paramref name="word"/> may have come before.</summary>
    internal bool MayRepeat(int word, int n) => (_known[word] & Length) >= Code(n);

    /// <summary>Whether a run of <paramref name="n"/> words at <paramref name="word"/> may come again.</summary>
    internal bool MayComeAgain(int word, int n) => _overflows || ((_known[word] >> EarlierShift) & Length) >= Code(n);

    private static int Code(int n) => Math.Min(n, LongestRun) - ShortestRun + 1;

    // When a phrase comes for the last time, each pair in it was counted at least as often as it came: that many times its length bounds it, whatever comes later.
    private void BoundPhrases(ReadOnlySpan<int> runes)
    {
        var pairs = Math.Max(0, _words.Count - 1);
        _pairs.Reset(pairs);
        ref var offsets = ref MemoryMarshal.GetReference(_words.Offsets);
        ref var joined = ref _words.First;
        int last = 0, lastTwo = 0, start = 0, startButOne = 0;
        long two = 0, three = 0, four = 0;
        for (var i = 0; i < pairs; i++)
        {
            var at = Unsafe.Add(ref offsets, i);
            var times = (int)_pairs.Add(ref joined, at, Unsafe.Add(ref offsets, i + 2) - at);
            var (from, end) = (runes[i], runes[i + 2]);
            two = Math.Max(two, times * (long)(end - from + 1));
            var fewer = Least(times, last);
            three = Math.Max(three, fewer * (long)(end - start + 2));
            four = Math.Max(four, Least(times, lastTwo) * (long)(end - startButOne + 3));
            (lastTwo, last) = (fewer, times);
            (startButOne, start) = (start, from);
        }

        (_topAtMost[2], _topAtMost[3], _topAtMost[4]) = (two, three, four);
    }

    // Runs that begin with the same sixteen bytes are compared. Those with fewer bytes than that are told of.
    private void MeetByPrefix(int runs, out int shortRuns)
    {
        _recent.Reset(runs);
        ref var offsets = ref MemoryMarshal.GetReference(_words.Offsets);
        ref var joined = ref _words.First;
        var (before, shorts, alike) = (_before, _short, _candidates);
        int shortCount = 0, alikeCount = 0;
        for (var i = 0; i < runs; i++)
        {
            var at = Unsafe.Add(ref offsets, i);
            var met = _recent.Replace(SecretMix.Of((WordRuns.Load(ref joined, at) * Mix64.Golden) ^ WordRuns.Load(ref joined, at + 8)), i);
            before[i] = met;
            alike[alikeCount] = i; // stays only when it is counted, as most are not
            alikeCount += met != RecentTable.New ? 1 : 0;
            shorts[shortCount] = i;
            shortCount += Unsafe.Add(ref offsets, i + ShortestRun) - at < PrefixBytes ? 1 : 0;
        }

        shortRuns = shortCount;
        foreach (var i in alike.AsSpan(0, alikeCount)) Compare(i);
    }

    // A run with fewer bytes may repeat one with which it has no more in common: those are met by eight bytes, and what has even fewer is taken for a repeat.
    private void MeetByShortPrefix(int shortRuns)
    {
        _recent.Reset(shortRuns);
        ref var offsets = ref MemoryMarshal.GetReference(_words.Offsets);
        ref var joined = ref _words.First;
        var (before, shorts) = (_before, _short);
        var alikeCount = 0;
        for (var k = 0; k < shortRuns; k++)
        {
            var i = shorts[k];
            var at = Unsafe.Add(ref offsets, i);
            var met = _recent.Replace(SecretMix.Of(WordRuns.Load(ref joined, at)), i);
            before[i] = met;
            shorts[alikeCount] = i;
            alikeCount += met != RecentTable.New || Unsafe.Add(ref offsets, i + ShortestRun) - at < ShortPrefixBytes ? 1 : 0;
        }

        foreach (var i in shorts.AsSpan(0, alikeCount))
        {
            Compare(i);
            if (Reach(i, ShortPrefixBytes - 1) is not 0 and var reach) Note(i, reach, reach);
        }
    }

    // The run at a word to those that begin alike. It repeats one only as far as their bytes agree, however those are cut into words.
    private void Compare(int word)
    {
        var before = _before[word];
        if (before == RecentTable.New) return;
        if (before == RecentTable.Full)
        {
            _overflows = true;
            Note(word, All(word), All(word));
            return;
        }

        _known[before] |= HasLater;
        ref var offsets = ref MemoryMarshal.GetReference(_words.Offsets);
        ref var joined = ref _words.First;
        var bytes = Vector512.LoadUnsafe(ref joined, (nuint)Unsafe.Add(ref offsets, word));
        var most = 0;
        for (var compared = 0; before >= 0; before = _before[before])
        {
            if (compared++ == MostCompared)
            {
                _overflows = true;
                most = All(word);
                break;
            }

            var different = ~Vector512.Equals(Vector512.LoadUnsafe(ref joined, (nuint)Unsafe.Add(ref offsets, before)), bytes).ExtractMostSignificantBits();
            var reach = Reach(word, different == 0 ? int.MaxValue : BitOperations.TrailingZeroCount(different));
            if (reach == 0) continue;
            Note(before, 0, reach);
            most = Math.Max(most, reach);
        }

        if (most > 0) Note(word, most, 0);
    }

    private void Note(int word, int repeats, int comesAgain)
    {
        var known = _known[word];
        _known[word] = (byte)((known & HasLater) | Math.Max(known & Length, repeats) | (Math.Max((known >> EarlierShift) & Length, comesAgain) << EarlierShift));
    }

    // Without a branch, which would be a guess.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Least(int left, int right) => right + ((left - right) & ((left - right) >> 31));

    // How many of the runs of five to ten words at a word have so many bytes or fewer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Reach(int word, int bytes)
    {
        ref var offsets = ref MemoryMarshal.GetReference(_words.Offsets);
        var ends = Vector256.LoadUnsafe(ref offsets, (nuint)(word + ShortestRun));
        var within = Vector256.LessThanOrEqual(ends - Vector256.Create(Unsafe.Add(ref offsets, word)), Vector256.Create(bytes)).ExtractMostSignificantBits();
        return Math.Min(BitOperations.PopCount(within & ((1u << RunLengths) - 1)), All(word));
    }

    // As many of them as there are words for.
    private int All(int word) => Math.Min(RunLengths, _words.Count - word - ShortestRun + 1);

    private void Gather(int runs)
    {
        var (all, candidates, count) = (_known, _candidates, 0);
        var mask = _overflows ? 0x0101010101010101UL * byte.MaxValue : 0x0101010101010101UL * (HasLater - 1);
        for (var from = 0; from < runs; from += sizeof(ulong))
        {
            var eight = BitConverter.ToUInt64(all, from) & mask;
            if (!BitConverter.IsLittleEndian) eight = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(eight);
            while (eight != 0)
            {
                var place = BitOperations.TrailingZeroCount(eight) >> 3;
                candidates[count++] = from + place;
                eight &= ~(0xFFUL << (place << 3));
            }
        }

        _candidateCount = count;
    }

    // All lengths side by side: the code points that runs at the candidates cover, none twice.
    private void BoundRepeats(ReadOnlySpan<int> runes)
    {
        var (covered, ends) = (Vector256<int>.Zero, Vector256<int>.Zero);
        var lengths = Vector256.Create(1, 2, 3, 4, 5, 6, 7, 8);
        var near = _near.AsSpan();
        foreach (var word in Candidates)
        {
            var reach = _known[word] & Length;
            if (reach == 0) continue;
            var behind = runes[(word + ShortestRun)..];
            if (behind.Length < near.Length)
            {
                behind.CopyTo(near); // what lies behind the text is reached by none
                behind = near;
            }

            var counted = Vector256.LessThanOrEqual(lengths, Vector256.Create(reach));
            var to = Vector256.Create(behind);
            covered += (to - Vector256.Max(Vector256.Create(runes[word]), ends)) & counted;
            ends = Vector256.ConditionalSelect(counted, to, ends);
        }

        for (var n = ShortestRun; n <= LongestRun; n++) _repeatedAtMost[n] = covered.GetElement(n - ShortestRun);
        _hasBounds = true;
    }

    private void Reserve(int words)
    {
        if (_before.Length > RetainedWords && words < RetainedWords / 2) (_known, _before, _candidates, _short) = ([], [], [], []);
        if (_before.Length > words) return;
        var room = Math.Max(words + 1, 2 * _before.Length);
        (_known, _before, _candidates, _short) = (new byte[room + sizeof(ulong)], new int[room], new int[room], new int[room]);
    }
}
