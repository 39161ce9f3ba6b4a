using System.Text;

namespace DataPipe.Text.Words;

/// <summary>
/// Walks the pieces of a text between Unicode's default word boundaries: words, and every space, mark and symbol a piece of its own. Runs of spaces are cut at each. Nothing is allocated.
/// Source: Unicode Standard Annex 29, rules WB3 to WB13; pairs of regional indicators and emoji sequences (WB3c, WB15, WB16) are cut at each.
/// </summary>
public ref struct UnicodeWords
{
    private readonly ReadOnlySpan<byte> _text;
    private int _start, _end;

    /// <summary>A walk over UTF-8.</summary>
    public UnicodeWords(ReadOnlySpan<byte> utf8) => _text = utf8;

    /// <summary>The piece the walk stands on.</summary>
    public readonly ReadOnlySpan<byte> Current => _text[_start.._end];

    /// <summary>This walk itself, for foreach.</summary>
    public readonly UnicodeWords GetEnumerator() => this;

    /// <summary>Steps to the next piece; false at the end of the text.</summary>
    public bool MoveNext()
    {
        if (_end >= _text.Length) return false;
        _start = _end;
        var before = At(_end, out var bytes);
        _end += bytes;
        if (before == WordBreak.Newline) return true;
        while (true)
        {
            SkipExtends(ref _end);
            if (_end >= _text.Length || !Joins(ref before)) return true;
        }
    }

    // Whether what comes next belongs to the piece, and then takes it in; two characters where the second decides for the first.
    private bool Joins(ref WordBreak before)
    {
        var next = At(_end, out var bytes);
        if (Joined(before, next))
        {
            _end += bytes;
            before = next;
            return true;
        }

        if (before == WordBreak.Hebrew && next == WordBreak.SingleQuote && !IsLetter(Behind(_end + bytes, out _)))
        {
            _end += bytes;
            before = WordBreak.Other; // the marks behind it belong to it, and nothing else
            return true;
        }

        if (!MayJoin(before, next)) return false;
        var second = Behind(_end + bytes, out var after);
        if (before is WordBreak.Numeric ? second != WordBreak.Numeric : next == WordBreak.DoubleQuote ? second != WordBreak.Hebrew : !IsLetter(second)) return false;
        (_end, before) = (after, second);
        return true;
    }

    private static bool Joined(WordBreak before, WordBreak next) => before switch
    {
        WordBreak.Letter or WordBreak.Hebrew or WordBreak.Numeric => IsLetter(next) || next is WordBreak.Numeric or WordBreak.Connector,
        WordBreak.Katakana => next is WordBreak.Katakana or WordBreak.Connector,
        WordBreak.Connector => IsLetter(next) || next is WordBreak.Numeric or WordBreak.Katakana or WordBreak.Connector,
        _ => false,
    };

    private static bool MayJoin(WordBreak before, WordBreak next) => before switch
    {
        WordBreak.Letter => next is WordBreak.MidLetter or WordBreak.MidBoth or WordBreak.SingleQuote,
        WordBreak.Hebrew => next is WordBreak.MidLetter or WordBreak.MidBoth or WordBreak.SingleQuote or WordBreak.DoubleQuote,
        WordBreak.Numeric => next is WordBreak.MidNumber or WordBreak.MidBoth or WordBreak.SingleQuote,
        _ => false,
    };

    private static bool IsLetter(WordBreak character) => character is WordBreak.Letter or WordBreak.Hebrew;

    // The first character from here on that belongs to none before it, and where it ends.
    private readonly WordBreak Behind(int at, out int after)
    {
        SkipExtends(ref at);
        after = at;
        if (at >= _text.Length) return WordBreak.Other;
        var found = At(at, out var bytes);
        after += bytes;
        return found;
    }

    private readonly void SkipExtends(ref int at)
    {
        while (at < _text.Length && _text[at] >= 0x80 && At(at, out var bytes) == WordBreak.Extend) at += bytes;
    }

    private readonly WordBreak At(int at, out int bytes)
    {
        if (_text[at] < 0x80)
        {
            bytes = 1;
            return WordBreaks.Of(_text[at]);
        }

        Rune.DecodeFromUtf8(_text[at..], out var rune, out bytes);
        return WordBreaks.Of(rune.Value);
    }
}
