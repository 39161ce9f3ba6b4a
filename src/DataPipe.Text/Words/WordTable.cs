using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Words;

/// <summary>The words of one text, read once and kept: where each lies, how long it is and what it is made of. Reused from text to text by one thread at a time; nothing is allocated once it has met the longest text.</summary>
public sealed class WordTable
{
    private const int RetainedWords = 1 << 20;
    private readonly ChunkMemory _memory = new();
    private WordRule _remembered = (WordRule)(-1);
    private int[] _starts = new int[1024], _bytes = new int[1024], _runesBefore = new int[1025];
    private WordTraits[] _traits = new WordTraits[1024];
    private TokenList _ends;
    private int _runes;

    /// <summary>How many texts were read: tells whether the words are those that were looked at before.</summary>
    internal int Reads { get; private set; }

    /// <summary>The number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Words of nothing but punctuation (<see cref="CharacterClass.IsPunctuation"/>).</summary>
    public int PunctuationWords { get; private set; }

    /// <summary>Code points in the words of nothing but punctuation.</summary>
    public int PunctuationRunes { get; private set; }

    /// <summary>Words that hold a letter.</summary>
    public int AlphabeticWords { get; private set; }

    /// <summary>Offset of each word in the text, in bytes: [words].</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>Length of each word in the text, in bytes: [words].</summary>
    public ReadOnlySpan<int> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>What each word is made of: [words].</summary>
    public ReadOnlySpan<WordTraits> Traits => _traits.AsSpan(0, Count);

    /// <summary>Code points of the words before each word, nothing counted between them: [words + 1].</summary>
    public ReadOnlySpan<int> RunesBefore => _runesBefore.AsSpan(0, Count + 1);

    /// <summary>Code points of all words.</summary>
    public int Runes => _runesBefore[Count];

    /// <summary>Reads the words of <paramref name="text"/> by <paramref name="rule"/> in place of what was there. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public void Read(ReadOnlySpan<byte> text, WordRule rule)
    {
        if (_starts.Length > RetainedWords && text.Length / 4 < RetainedWords) Resize(1024);
        Reads++;
        Count = PunctuationWords = PunctuationRunes = AlphabeticWords = _runes = 0;
        if (rule != _remembered)
        {
            _memory.Clear();
            _remembered = rule;
        }

        ReadSlowly(text, Vector256.IsHardwareAccelerated && rule != WordRule.Treebank ? ReadChunks(text, rule) : 0, text.Length, rule);
        _runesBefore[Count] = _runes;
    }

    /// <summary>The word at <paramref name="index"/> of the text that was read, as its rule reads it.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, int index)
    {
        var quote = _traits[index] & (WordTraits.OpeningQuote | WordTraits.ClosingQuote);
        return quote == 0 ? text.Slice(_starts[index], _bytes[index]) : TreebankWords.Form(quote);
    }

    // Chunk by chunk up to the last bytes, for which a whole vector is not there; gives where it stopped.
    private int ReadChunks(ReadOnlySpan<byte> text, WordRule rule)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        var at = 0;
        while (at + Vector256<byte>.Count <= text.Length)
        {
            var block = Vector256.LoadUnsafe(ref source, (nuint)at);
            var spaces = Spaces(block);
            if ((spaces & 1) != 0)
            {
                at += BitOperations.TrailingZeroCount(~spaces);
                continue;
            }

            if (spaces == 0)
            {
                var end = EndOfChunk(text, at + Vector256<byte>.Count);
                Cut(text, at, end, rule);
                at = end;
                continue;
            }

            var bytes = BitOperations.TrailingZeroCount(spaces);
            var letters = Vector256.LessThan((block | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26)).ExtractMostSignificantBits();
            var leading = BitOperations.TrailingZeroCount(~letters);
            if (leading >= bytes && (rule == WordRule.Whitespace || !EnglishSpecials.Contains(text.Slice(at, bytes))))
                Add(at, bytes, bytes, WordTraits.Alphabetic);
            else if (leading == bytes - 1 && leading > 0 && rule != WordRule.Whitespace && SplitsOff(text, at, leading))
                AddWithMark(at, leading);
            else
                ReadChunk(text, at, bytes, block, rule);
            at += bytes + 1;
        }

        return Math.Min(at, text.Length);
    }

    private void ReadChunk(ReadOnlySpan<byte> text, int at, int bytes, Vector256<byte> block, WordRule rule)
    {
        var key = ChunkMemory.Key(block, bytes);
        var slot = ChunkMemory.SlotOf(key);
        var words = _memory.Find(key, slot);
        foreach (ref readonly var word in words) Add(at + word.Start, word.Bytes, word.Runes, word.Traits);
        if (!words.IsEmpty) return;
        var first = Count;
        Cut(text, at, at + bytes, rule);
        if (Count - first is 0 or > ChunkMemory.MaxWords) return;
        Span<ChunkWord> cut = stackalloc ChunkWord[ChunkMemory.MaxWords];
        _runesBefore[Count] = _runes;
        for (var i = first; i < Count; i++)
            cut[i - first] = new ChunkWord((byte)(_starts[i] - at), (byte)_bytes[i], (byte)(_runesBefore[i + 1] - _runesBefore[i]), _traits[i]);
        _memory.Keep(key, slot, cut[..(Count - first)]);
    }

    // One chunk between ASCII whitespace, by the rules of English. Whitespace beyond ASCII and giants are the walk's.
    private void Cut(ReadOnlySpan<byte> text, int from, int to, WordRule rule)
    {
        var chunk = text[from..to];
        var made = rule == WordRule.Whitespace ? default : RuneSummary.Of(chunk);
        if (rule == WordRule.Whitespace || (made.Any & RuneTrait.Space) != 0 || chunk.Length > WordEnumerator.MaxChunkBytes)
        {
            ReadSlowly(text, from, to, rule);
            return;
        }

        if (made.IsAsciiLetters && !EnglishSpecials.Contains(chunk))
        {
            Add(from, chunk.Length, made.Runes, made.Traits);
            return;
        }

        EnglishChunk.Split(chunk, rule == WordRule.Standard, (made.Any & RuneTrait.Digit) != 0, ref _ends);
        var start = 0;
        for (var i = 0; i < _ends.Count; i++)
        {
            var end = _ends[i];
            var token = RuneSummary.Of(chunk[start..end]);
            Add(from + start, end - start, token.Runes, token.Traits);
            start = end;
        }

        _ends.Dispose();
    }

    // The walk sees what comes behind, which its vectors need; whitespace keeps that apart.
    private void ReadSlowly(ReadOnlySpan<byte> text, int from, int to, WordRule rule)
    {
        var words = new WordEnumerator(text[from..], rule);
        while (words.Start + words.Bytes < to - from && words.MoveNext() && words.Start < to - from) Add(from + words.Start, words.Bytes, words.Runes, words.Traits);
        words.Dispose();
    }

    // One mark behind letters, as prose has it, is a word of its own: but not a full stop behind a capital, nor where both together are a special string.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SplitsOff(ReadOnlySpan<byte> text, int at, int letters)
    {
        var mark = text[at + letters];
        if (mark is not ((byte)',' or (byte)';' or (byte)':' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)')' or (byte)'.')) return false;
        if (mark == '.' && text[at + letters - 1] < 'a') return false;
        return !EnglishSpecials.Contains(text.Slice(at, letters)) && !EnglishSpecials.Contains(text.Slice(at, letters + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWithMark(int at, int letters)
    {
        Add(at, letters, letters, WordTraits.Alphabetic);
        Add(at + letters, 1, 1, WordTraits.Punctuation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int start, int bytes, int runes, WordTraits traits)
    {
        var count = Count;
        if (count == _starts.Length) Resize(count * 2);
        _starts[count] = start;
        _bytes[count] = bytes;
        _runesBefore[count] = _runes;
        _traits[count] = traits;
        _runes += runes;
        AlphabeticWords += (int)(traits & WordTraits.Alphabetic); // the lowest bit
        if ((traits & WordTraits.Punctuation) != 0)
        {
            PunctuationWords++;
            PunctuationRunes += runes;
        }

        Count = count + 1;
    }

    // Behind the 32 bytes of a chunk that were seen.
    private static int EndOfChunk(ReadOnlySpan<byte> text, int at)
    {
        for (; at + Vector256<byte>.Count <= text.Length; at += Vector256<byte>.Count)
            if (Spaces(Vector256.Create(text[at..])) is var spaces and not 0)
                return at + BitOperations.TrailingZeroCount(spaces);
        while (at < text.Length && (RuneTraits.Ascii[text[at] & 0x7F] & RuneTrait.Space) == 0 | text[at] >= 0x80) at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Spaces(Vector256<byte> block) =>
        (Vector256.LessThan(block - Vector256.Create((byte)9), Vector256.Create((byte)5)) | Vector256.LessThan(block - Vector256.Create((byte)28), Vector256.Create((byte)5))).ExtractMostSignificantBits();

    private void Resize(int words)
    {
        Array.Resize(ref _starts, words);
        Array.Resize(ref _bytes, words);
        Array.Resize(ref _runesBefore, words + 1);
        Array.Resize(ref _traits, words);
    }
}
