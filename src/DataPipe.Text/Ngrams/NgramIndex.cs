using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataPipe.Text.Ngrams;

/// <summary>
/// The n-grams of a set of needles, to be found in any amount of text by <see cref="NgramMatcher"/>s. Needles shorter than an n-gram are found whole.
/// Immutable; made by <see cref="NgramIndexBuilder"/>. Memory: about 40 bytes a word of the needles.
/// </summary>
public sealed class NgramIndex
{
    private readonly ulong[] _filter; // two bits of one word for every key: refuses nearly every stranger
    private readonly int _filterShift;
    private readonly Slot[] _slots;
    private readonly int _slotShift;
    private readonly uint[] _words; // upper halves of the hashes of all words of all needles
    private readonly int[] _starts; // the first word of each needle, and behind them the number of all

    internal NgramIndex(NgramRule rule, int ngramWords, int minWords, uint[] words, int[] starts, Slot[] slots, bool hasShort)
    {
        (Rule, Ngram, Short, _words, _starts, _slots, HasShort) = (rule, new RollingHash(ngramWords), new RollingHash(minWords), words, starts, slots, hasShort);
        _slotShift = 64 - BitOperations.Log2((uint)slots.Length);
        // Eight slots and more a word of 64 bits: sixteen bits and more a key.
        var filterWords = Math.Max(16, slots.Length / 8);
        _filterShift = 64 - BitOperations.Log2((uint)filterWords);
        _filter = new ulong[filterWords];
        foreach (var slot in slots)
            if (slot.Words > 0)
                _filter[FilterWord(slot.Key)] |= FilterBits(slot.Key);
    }

    /// <summary>When words are the same.</summary>
    public NgramRule Rule { get; }

    /// <summary>Number of needles.</summary>
    public int Needles => _starts.Length - 1;

    /// <summary>Words of a needle.</summary>
    public int WordsOf(int needle) => _starts[needle + 1] - _starts[needle];

    /// <summary>Hash of the n-grams.</summary>
    internal RollingHash Ngram { get; }

    /// <summary>Hash of the beginnings of needles that are shorter than an n-gram.</summary>
    internal RollingHash Short { get; }

    /// <summary>Whether there is any such needle.</summary>
    internal bool HasShort { get; }

    /// <summary>Whether a key may be there: false for nearly all that are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MayHave(ulong key) => (_filter[FilterWord(key)] & FilterBits(key)) == FilterBits(key);

    /// <summary>The first slot that a key could stand in.</summary>
    internal int FirstSlot(ulong key) => SlotOf(key, _slotShift);

    /// <summary>The next slot of a key at or behind one, or -1; its words are verified against those of the text.</summary>
    /// <param name="slot">Where to look; moved behind the slot that is given.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">Words of the text from the first of the n-gram on, as many as there are.</param>
    /// <param name="found">The needle's number, the place of the n-gram in it, and its length in words.</param>
    internal bool TryNext(ref int slot, ulong key, ReadOnlySpan<HashedWord> text, out (int Needle, int Start, int Words) found)
    {
        while (_slots[slot].Words != 0)
        {
            ref readonly var candidate = ref _slots[slot];
            slot = (slot + 1) & (_slots.Length - 1);
            if (candidate.Key != key || candidate.Words < 0 || candidate.Words > text.Length || !IsSame(candidate, text)) continue;
            found = (candidate.Needle, candidate.Place - _starts[candidate.Needle], candidate.Words);
            return true;
        }

        found = default;
        return false;
    }

    internal static int SlotOf(ulong key, int shift) => (int)((key * 0x9E3779B97F4A7C15) >> shift);

    private bool IsSame(in Slot candidate, ReadOnlySpan<HashedWord> text)
    {
        for (var i = 0; i < candidate.Words; i++)
            if (_words[candidate.Place + i] != (uint)(text[i].Hash >> 32))
                return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FilterWord(ulong key) => (int)((key * 0xD6E8FEB86659FD93) >> _filterShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FilterBits(ulong key) => (1UL << (int)(key >> 33)) | (1UL << (int)(key >> 41));

    /// <summary>An n-gram of a needle.</summary>
    /// <param name="Key">Its hash.</param>
    /// <param name="Place">Its first word among the words of all needles.</param>
    /// <param name="Needle">The needle.</param>
    /// <param name="Words">Its length in words; 0 in a slot that is free, negative where the key is too common to identify anything.</param>
    internal readonly record struct Slot(ulong Key, int Place, int Needle, int Words);
}
