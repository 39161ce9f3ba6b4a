using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Words;

/// <summary>Walks the words of a text; made by <see cref="Words.Of(ReadOnlySpan{byte})"/>. Disposing it, as foreach does, returns what a very long chunk rented.</summary>
public ref struct WordEnumerator
{
    // A chunk without whitespace longer than this is cut here before its rules are applied: bounds the work and memory a hostile text can ask for.
    internal const int MaxChunkBytes = 1 << 16;

    private readonly ReadOnlySpan<byte> _text;
    private readonly WordRule _rule;
    private TokenList _ends;
    private int _at, _chunk, _next, _previousEnd, _start, _end, _runes;
    private RuneTrait _any, _all;
    private bool _lettersOnly;
    private WordTraits _quote;
    private TreebankWords _treebank;

    internal WordEnumerator(ReadOnlySpan<byte> text, WordRule rule)
    {
        if (rule is < WordRule.Whitespace or > WordRule.Treebank) throw new ArgumentOutOfRangeException(nameof(rule));
        _text = text;
        _rule = rule;
        if (rule == WordRule.Treebank) _treebank = new TreebankWords(text);
    }

    /// <summary>The word the walk stands on.</summary>
    public readonly Word Current => new(_quote == 0 ? _text[_start.._end] : TreebankWords.Form(_quote), _start, _end - _start, _runes, _any, _all);

    /// <summary>Offset of the word, in bytes.</summary>
    internal readonly int Start => _start;

    /// <summary>Length of the word in the text, in bytes.</summary>
    internal readonly int Bytes => _end - _start;

    /// <summary>Length of the word in code points.</summary>
    internal readonly int Runes => _runes;

    /// <summary>What the word is made of.</summary>
    internal readonly WordTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _quote | RuneSummary.TraitsOf(_any, _all);
    }

    /// <summary>Whether whitespace other than one plain space lies between the word before and this one, or before the first.</summary>
    internal bool AfterGap { get; private set; }

    /// <summary>This walk itself, for foreach.</summary>
    public readonly WordEnumerator GetEnumerator() => this;

    /// <summary>Steps to the next word; false at the end of the text.</summary>
    public bool MoveNext()
    {
        if (_rule == WordRule.Treebank) return NextOfSentence();
        if (_next < _ends.Count)
        {
            AfterGap = false;
            NextToken();
            return true;
        }
        SkipWhitespace();
        if (_at >= _text.Length) return false;
        if (TryPlainWord()) return true;
        return _rule == WordRule.Whitespace ? NextChunk() : NextTokens();
    }

    /// <summary>Returns pooled memory; the walk is over.</summary>
    public void Dispose()
    {
        _ends.Dispose();
        _next = 0;
        _at = _text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhitespace()
    {
        var text = _text;
        var from = _at;
        if (from > 0 && from + 1 < text.Length && text[from] == ' ' && text[from + 1] is > (byte)' ' and < 0x80)
        {
            _at = from + 1;
            AfterGap = false;
            return;
        }
        int space;
        while (_at < text.Length && (space = Whitespace.LengthAt(text, _at)) > 0) _at += space;
        AfterGap = _at - from > 1 || (_at > from && (text[from] != ' ' || from == 0));
    }

    // Most of prose: ASCII letters or digits, then whitespace, perhaps with one mark between. One vector look replaces the walk over bytes.
    private bool TryPlainWord()
    {
        var text = _text;
        var at = _at;
        if (!Vector256.IsHardwareAccelerated || at + Vector256<byte>.Count > text.Length) return false;
        var block = Vector256.Create(text[at..]);
        var length = Leading(block | Vector256.Create((byte)0x20), (byte)'a', 26);
        var kind = RuneTrait.Letter;
        if (length == 0)
        {
            length = Leading(block, (byte)'0', 10);
            kind = RuneTrait.Digit;
            if (length == 0 && block[1] is (byte)' ' or (byte)'\n' && block[0] < 0x80) return Plain(1, RuneTraits.Ascii[block[0]]); // a mark alone
        }
        if (length is 0 or >= 31) return false;
        var mark = text[at + length];
        if (mark <= ' ')
        {
            // A byte up to the blank that is not whitespace is a control character and no end.
            if ((RuneTraits.Ascii[mark] & RuneTrait.Space) == 0) return false;
            if (_rule != WordRule.Whitespace && kind == RuneTrait.Letter && EnglishSpecials.Contains(text.Slice(at, length))) return false;
            return Plain(length, kind);
        }
        if (_rule == WordRule.Whitespace || text[at + length + 1] is not ((byte)' ' or (byte)'\n')) return false;
        var splits = mark switch
        {
            (byte)'.' => kind == RuneTrait.Digit || text[at + length - 1] >= 'a',
            (byte)',' or (byte)';' or (byte)':' or (byte)'?' or (byte)'!' or (byte)'"' => true,
            (byte)')' => kind == RuneTrait.Letter, // 8) is a face
            _ => false,
        };
        if (!splits || EnglishSpecials.Contains(text.Slice(at, length)) || EnglishSpecials.Contains(text.Slice(at, length + 1))) return false;
        _chunk = at;
        _previousEnd = at + length;
        _ends.Clear();
        _ends.Add(length + 1); // the mark comes next
        _next = 0;
        Plain(length, kind);
        _at++;
        return true;
    }

    private bool Plain(int bytes, RuneTrait traits)
    {
        _start = _at;
        _end = _at += bytes;
        _runes = bytes;
        _any = _all = traits;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Leading(Vector256<byte> block, byte first, byte count) =>
        BitOperations.TrailingZeroCount(~Vector256.LessThan(block - Vector256.Create(first), Vector256.Create(count)).ExtractMostSignificantBits());

    private bool NextOfSentence()
    {
        if (!_treebank.Next(ref _ends, out _start, out _end, out _quote)) return false;
        Describe(_text[_start.._end]);
        if (_quote != 0) _runes = 2;
        return true;
    }

    private bool NextChunk()
    {
        _start = _at;
        ScanChunk(int.MaxValue);
        _end = _at;
        return true;
    }

    private bool NextTokens()
    {
        _chunk = _previousEnd = _start = _at;
        ScanChunk(MaxChunkBytes);
        _end = _at;
        var chunk = _text[_chunk.._at];
        if (_lettersOnly && !EnglishSpecials.Contains(chunk)) return true; // the rules cut nothing out of plain ASCII letters
        EnglishChunk.Split(chunk, _rule == WordRule.Standard, (_any & RuneTrait.Digit) != 0, ref _ends);
        _next = 0;
        NextToken();
        return true;
    }

    private void ScanChunk(int maxBytes)
    {
        var text = _text;
        var ascii = RuneTraits.Ascii;
        RuneTrait any = 0, all = (RuneTrait)uint.MaxValue;
        var at = _at;
        var limit = (int)Math.Min(text.Length, (long)at + maxBytes);
        var wide = 0;
        while (at < limit)
        {
            var b = text[at];
            if (b < 0x80)
            {
                var traits = ascii[b];
                if ((traits & RuneTrait.Space) != 0) break;
                any |= traits;
                all &= traits;
                at++;
                continue;
            }
            if (Whitespace.LengthAt(text, at) > 0) break;
            var wideTraits = RuneTraits.First(text[at..], out var bytes);
            any |= wideTraits;
            all &= wideTraits;
            at += bytes;
            wide += bytes;
        }
        _any = any;
        _all = all;
        _runes = wide == 0 ? at - _at : Utf8Runes.Count(text[_at..at]);
        _lettersOnly = wide == 0 && (all & RuneTrait.Letter) != 0;
        _at = at;
    }

    private void NextToken()
    {
        _start = _previousEnd;
        _previousEnd = _end = _chunk + _ends[_next++];
        if (_next == _ends.Count)
        {
            _ends.Clear();
            _next = 0;
        }
        Describe(_text[_start.._end]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Describe(ReadOnlySpan<byte> token) => (_any, _all, _runes, _) = RuneSummary.Of(token);
}
