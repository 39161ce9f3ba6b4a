using System.Numerics;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Ngrams;

/// <summary>Collects needles and makes an <see cref="NgramIndex"/> of them.</summary>
/// <param name="rule">When words are the same.</param>
/// <param name="ngramWords">Words of an n-gram, from <paramref name="minWords"/>.</param>
/// <param name="minWords">Words of the shortest needle that is looked for, from 2.</param>
public sealed class NgramIndexBuilder(NgramRule rule, int ngramWords, int minWords)
{
    /// <summary>Words of all needles together at most: an index of that size takes about 10 GB.</summary>
    public const int MaxWords = 1 << 28;

    private readonly Dictionary<ContentHash, int> _known = [];
    private readonly List<int> _starts = [0];
    private uint[] _words = new uint[1024];
    private ulong[] _hashes = new ulong[1024];
    private bool[] _letters = new bool[1024];
    private HashedWord[] _scratch = new HashedWord[256];
    private int _count;

    /// <summary>Words added so far.</summary>
    public int Words => _count;

    /// <summary>
    /// Adds a needle and gives its number, from 0; the number of the one with the same words when there is one already, -1 when it has fewer words than the shortest that is looked for.
    /// </summary>
    /// <exception cref="InvalidOperationException">There would be more than <see cref="MaxWords"/> words.</exception>
    public int Add(ReadOnlySpan<byte> utf8)
    {
        var words = Read(utf8);
        if (words.Length < minWords) return -1;
        if (_count > MaxWords - words.Length) throw new InvalidOperationException($"the needles have more than {MaxWords:N0} words together");
        ulong high = 0, low = 0;
        foreach (ref readonly var word in words) (high, low) = (Mix64.Combine(high, word.Hash), Mix64.Combine(low + 1, word.Hash));
        if (!_known.TryAdd(new ContentHash(high, low), _starts.Count - 1)) return _known[new ContentHash(high, low)];

        Reserve(words.Length);
        foreach (ref readonly var word in words)
        {
            _letters[_count] = HasLetter(utf8[word.Start..word.End]);
            _hashes[_count] = word.Hash;
            _words[_count++] = (uint)(word.Hash >> 32);
        }

        _starts.Add(_count);
        return _starts.Count - 2;
    }

    /// <summary>
    /// The index of all needles so far. N-grams of which fewer than half the words hold a letter, such as rows of numbers, are left out, and so are those that more than
    /// <paramref name="maxNeedles"/> needles share (null: none are): phrases that identify nothing. Of an n-gram that a needle repeats, its first place counts.
    /// </summary>
    public NgramIndex Build(int? maxNeedles)
    {
        var slots = new NgramIndex.Slot[Math.Max(64, BitOperations.RoundUpToPowerOf2((uint)_count * 2))];
        var (ngram, prefix, hasShort) = (new RollingHash(ngramWords), new RollingHash(minWords), false);
        for (var needle = 0; needle < _starts.Count - 1; needle++)
        {
            var (start, words) = (_starts[needle], _starts[needle + 1] - _starts[needle]);
            var isShort = words < ngramWords;
            hasShort |= isShort;
            var rolling = isShort ? prefix : ngram;
            var length = isShort ? words : ngramWords;
            var hash = rolling.Of(_hashes.AsSpan(start));
            for (var place = start; ; place++)
            {
                if (2 * _letters.AsSpan(place, length).Count(true) >= length) Insert(slots, new(hash, place, needle, length), maxNeedles);
                if (isShort || place + length == start + words) break;
                hash = rolling.Next(hash, _hashes[place], _hashes[place + length]);
            }
        }

        return new NgramIndex(rule, ngramWords, minWords, _words[.._count], [.. _starts], slots, hasShort);
    }

    private static void Insert(NgramIndex.Slot[] slots, NgramIndex.Slot entry, int? maxNeedles)
    {
        var mask = slots.Length - 1;
        var shift = 64 - BitOperations.Log2((uint)slots.Length);
        int first = -1, same = 0;
        var at = NgramIndex.SlotOf(entry.Key, shift);
        for (; slots[at].Words != 0; at = (at + 1) & mask)
        {
            if (slots[at].Key != entry.Key) continue;
            if (slots[at].Words < 0 || slots[at].Needle == entry.Needle) return;
            if (first < 0) first = at;
            same++;
        }

        if (same >= maxNeedles)
        {
            // All that share it, and the slots stay taken so that those behind them are still found.
            for (at = first; slots[at].Words != 0; at = (at + 1) & mask)
                if (slots[at].Key == entry.Key)
                    slots[at] = slots[at] with { Words = -1 };
            return;
        }

        slots[at] = entry;
    }

    private ReadOnlySpan<HashedWord> Read(ReadOnlySpan<byte> utf8)
    {
        var walk = new HashedWords(utf8, rule);
        var count = 0;
        while (walk.Read(_scratch.AsSpan(count)) is var read and > 0)
        {
            count += read;
            if (count == _scratch.Length) Array.Resize(ref _scratch, count * 2);
        }

        return _scratch.AsSpan(0, count);
    }

    private void Reserve(int words)
    {
        if (_count + words <= _words.Length) return;
        var size = Math.Max(_count + words, _words.Length * 2);
        Array.Resize(ref _words, size);
        Array.Resize(ref _hashes, size);
        Array.Resize(ref _letters, size);
    }

    private static bool HasLetter(ReadOnlySpan<byte> word)
    {
        foreach (var b in word)
            if (b >= 0x80 || char.IsAsciiLetter((char)b))
                return true;
        return false;
    }
}
