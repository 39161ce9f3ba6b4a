using System.Globalization;
using System.Text;

namespace DataPipe.Text.Words;

/// <summary>Walks the sentences of a text; made by <see cref="Sentences.Of(ReadOnlySpan{byte})"/>.</summary>
public ref struct SentenceEnumerator
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _openingsBegin; // the reference leaves an opening bracket with the sentence before it
    private readonly bool _isPunkt;
    private WordEnumerator _words;
    private PunktSentences _punkt;
    private int _start, _end;
    private bool _pending; // the words stand on the first word of the next sentence

    internal SentenceEnumerator(ReadOnlySpan<byte> text, WordRule rule)
    {
        if (rule == WordRule.Whitespace) throw new ArgumentOutOfRangeException(nameof(rule), "Sentences need words that are apart from their punctuation.");
        _text = text;
        _isPunkt = rule == WordRule.Treebank;
        if (_isPunkt) _punkt = new PunktSentences(text);
        else _words = new(text, rule);
        _openingsBegin = rule == WordRule.Standard;
    }

    /// <summary>The sentence the walk stands on.</summary>
    public readonly ReadOnlySpan<byte> Current => _text[_start.._end];

    /// <summary>This walk itself, for foreach.</summary>
    public readonly SentenceEnumerator GetEnumerator() => this;

    /// <summary>Steps to the next sentence; false after the last.</summary>
    public bool MoveNext()
    {
        if (_isPunkt) return _punkt.Next(out _start, out _end);
        if (!_pending && !_words.MoveNext()) return false;
        _pending = false;
        var word = _words.Current;
        _start = word.Start;
        var seenTerminal = false;
        do
        {
            word = _words.Current;
            var isTerminal = word.IsTerminal;
            // A line break after a terminal ends the sentence even before a closing mark.
            if (seenTerminal && word.Start > _start && (_words.AfterGap || (!isTerminal && !word.IsUnicodePunctuation) || (_openingsBegin && word.Start > _end && IsOpening(word.Span))))
            {
                _pending = true;
                return true;
            }
            seenTerminal |= isTerminal;
            _end = word.Start + word.Span.Length;
        }
        while (_words.MoveNext());
        return true;
    }

    // After a blank a straight quotation mark opens.
    private static bool IsOpening(ReadOnlySpan<byte> word) => word[0] < 0x80
        ? word[0] is (byte)'(' or (byte)'[' or (byte)'{' or (byte)'"' or (byte)'\''
        : Rune.DecodeFromUtf8(word, out var rune, out _) == System.Buffers.OperationStatus.Done
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    /// <summary>Returns pooled memory; the walk is over.</summary>
    public void Dispose()
    {
        _words.Dispose();
        _pending = false;
    }
}
