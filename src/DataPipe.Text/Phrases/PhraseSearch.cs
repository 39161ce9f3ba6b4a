using DataPipe.Text.Words;

namespace DataPipe.Text.Phrases;

/// <summary>
/// Looks for many phrases at once, each byte of a text read once: the automaton of Aho and Corasick 1975. Letters of ASCII match whatever their case.
/// Takes 4 bytes for every byte of the phrases times the different bytes in them. Everything may share it.
/// </summary>
public sealed class PhraseSearch
{
    private readonly byte[] _classes = new byte[256];
    private readonly int[] _next; // by state and class: the first entry of the next state's row
    private readonly int[] _phrase; // by state: the phrase that ends there, or -1
    private readonly int[] _shorter; // by state: the state of the longest shorter phrase that ends there too, or -1
    private readonly int[] _lengths; // by phrase, in bytes
    private readonly int _classCount, _accepting; // states from here on have phrases

    /// <summary>A search for phrases; those that are empty are left out.</summary>
    /// <exception cref="ArgumentException">They are more than 2^31 / 4 entries of the automaton.</exception>
    public PhraseSearch(IReadOnlyCollection<byte[]> phrases)
    {
        byte[][] distinct = [.. phrases.Where(p => p.Length > 0).Select(Fold)];
        Count = distinct.Length;
        _lengths = [.. distinct.Select(p => p.Length)];
        _classCount = 1;
        foreach (var b in distinct.SelectMany(p => p).Distinct().Order()) _classes[b] = (byte)Math.Min(255, _classCount++);
        for (var b = (int)'A'; b <= 'Z'; b++) _classes[b] = _classes[b | 0x20];
        var trie = new PhraseTrie(distinct, _classes, _classCount);
        (_next, _phrase, _shorter, _accepting) = trie.ToAutomaton();
    }

    /// <summary>How many phrases there are.</summary>
    public int Count { get; }

    /// <summary>Whether any phrase stands anywhere in the text.</summary>
    public bool IsIn(ReadOnlySpan<byte> utf8)
    {
        var (next, classes, accepting, state) = (_next, _classes, _accepting, 0);
        foreach (var b in utf8)
        {
            state = next[state + classes[b]];
            if (state >= accepting) return true;
        }

        return false;
    }

    /// <summary>Whether any phrase stands in the text with no letter, digit or _ of any script on either side.</summary>
    public bool IsInAsWord(ReadOnlySpan<byte> utf8)
    {
        var (next, classes, accepting, state) = (_next, _classes, _accepting, 0);
        for (var at = 0; at < utf8.Length; at++)
        {
            state = next[state + classes[utf8[at]]];
            if (state >= accepting && EndsAsWord(utf8, at + 1, state)) return true;
        }

        return false;
    }

    /// <summary>How often phrases stand in the text as words: every phrase at every place.</summary>
    public int CountAsWords(ReadOnlySpan<byte> utf8)
    {
        var (next, classes, accepting, state, count) = (_next, _classes, _accepting, 0, 0);
        for (var at = 0; at < utf8.Length; at++)
        {
            state = next[state + classes[utf8[at]]];
            if (state < accepting || !IsEnd(utf8, at + 1)) continue;
            for (var s = state / _classCount; s >= 0; s = _shorter[s])
                if (IsStart(utf8, at + 1 - _lengths[_phrase[s]])) count++;
        }

        return count;
    }

    private bool EndsAsWord(ReadOnlySpan<byte> utf8, int end, int state)
    {
        if (!IsEnd(utf8, end)) return false;
        for (var s = state / _classCount; s >= 0; s = _shorter[s])
            if (IsStart(utf8, end - _lengths[_phrase[s]])) return true;
        return false;
    }

    private static bool IsEnd(ReadOnlySpan<byte> utf8, int end) => end >= utf8.Length || !IsWord(RuneTraits.First(utf8[end..], out _), utf8[end]);

    private static bool IsStart(ReadOnlySpan<byte> utf8, int start) => start <= 0 || !IsWord(RuneTraits.Last(utf8[..start], out _), utf8[start - 1]);

    // Python's \w has more numbers than decimal digits; none of them stands at a word of a list.
    private static bool IsWord(RuneTrait traits, byte b) => (traits & (RuneTrait.Letter | RuneTrait.Digit)) != 0 || b == '_';

    private static byte[] Fold(byte[] phrase) => [.. phrase.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b)];
}
