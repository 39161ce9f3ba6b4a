using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>
/// What was found out of one text so far: its words, lines and length, each read when it is first asked for and kept until another text comes. Measures that share one
/// walk a text once between them. One thread at a time; the memory it works in is kept from text to text.
/// </summary>
public sealed class TextAnalysis
{
    private readonly WordTable?[] _words = new WordTable?[Rules<WordRule>()];
    private readonly LineTable?[] _lines = new LineTable?[Rules<LineRule>()];
    private readonly bool[] _hasWords = new bool[Rules<WordRule>()];
    private readonly bool[] _hasLines = new bool[Rules<LineRule>()];
    private ReadOnlyMemory<byte> _utf8;
    private int _runes = -1;

    /// <summary>The text, UTF-8.</summary>
    public ReadOnlySpan<byte> Text => _utf8.Span;

    /// <summary>The length of the text in code points.</summary>
    public int Runes => _runes >= 0 ? _runes : _runes = Utf8Runes.Count(Text);

    /// <summary>Turns to a text. The same memory as before is the same text, as its bytes must not change: what is known of it stays. Other memory is another text, such as one that a step rewrote.</summary>
    public void Read(ReadOnlyMemory<byte> utf8)
    {
        if (_utf8.Equals(utf8)) return;
        _utf8 = utf8;
        _runes = -1;
        _hasWords.AsSpan().Clear();
        _hasLines.AsSpan().Clear();
    }

    /// <summary>The words by <paramref name="rule"/>, valid until another text is read. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public WordTable Words(WordRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rule, (uint)_words.Length, nameof(rule));
        var table = _words[(int)rule] ??= new WordTable();
        if (_hasWords[(int)rule]) return table;
        table.Read(Text, rule);
        _hasWords[(int)rule] = true;
        return table;
    }

    /// <summary>The lines by <paramref name="rule"/>, valid until another text is read. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public LineTable Lines(LineRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rule, (uint)_lines.Length, nameof(rule));
        var table = _lines[(int)rule] ??= new LineTable();
        if (_hasLines[(int)rule]) return table;
        table.Read(Text, rule);
        _hasLines[(int)rule] = true;
        return table;
    }

    /// <summary>Whether the words by <paramref name="rule"/> were read already.</summary>
    internal bool HasWords(WordRule rule) => _hasWords[(int)rule];

    /// <summary>The length in code points of a part of the text.</summary>
    internal int RunesOf(ReadOnlySpan<byte> part) => Runes == _utf8.Length ? part.Length : Utf8Runes.Count(part);

    private static int Rules<T>() where T : struct, Enum => Enum.GetValues<T>().Length;
}
