using DataPipe.Core.Records;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>The signals of <see cref="NemoHeuristicsFilter"/>, in groups that are worked out together when one of them is asked for.</summary>
internal sealed class NemoSignals(TextAnalysis analysis) : ISignals
{
    private readonly DistinctShare _distinct = new();
    private readonly NemoPhrases _phrases = new();
    private NemoCharacters? _characters;
    private NemoLines? _lines;
    private (double Fraction, double CharFraction)? _distinctLines, _distinctParagraphs;

    /// <inheritdoc/>
    public void Read(Document document)
    {
        analysis.Read(document.Text.Memory);
        _characters = null;
        _lines = null;
        _distinctLines = _distinctParagraphs = null;
        _phrases.Reset();
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => OfText(Characters.NonAlphanumeric),
        1 => SymbolsPerWord(),
        2 => OfText(Characters.Digits),
        3 => OfText(NemoUrls.Chars(analysis.Text)),
        4 => OfText(Characters.Whitespace),
        5 => OfText(Characters.Parentheses),
        6 => NemoBoilerplate.Fraction(analysis.Text),
        7 => (_distinctLines ??= _distinct.Lines(analysis)).Fraction,
        8 => (_distinctParagraphs ??= _distinct.Paragraphs(analysis)).Fraction,
        9 => (_distinctLines ??= _distinct.Lines(analysis)).CharFraction,
        10 => (_distinctParagraphs ??= _distinct.Paragraphs(analysis)).CharFraction,
        11 => Words.Count,
        12 => OfLines(Lines.Unended),
        13 => Words.Count == 0 ? 0 : (double)Words.AlphabeticWords / Words.Count,
        14 => EnglishStopWords.Count(analysis.Text, Words, anyCase: false),
        15 => Words.Count == 0 ? 0 : (double)Words.Runes / Words.Count,
        16 => LongestWord(),
        17 => OfLines(Lines.Ellipses),
        < 27 => _phrases.Fraction(analysis, signal - 16),
        _ => OfLines(Lines.Bullets),
    };

    private NemoCharacters Characters => _characters ??= NemoCharacters.Of(analysis.Text);

    private NemoLines Lines => _lines ??= NemoLines.Of(analysis);

    private WordTable Words => analysis.Words(WordRule.Whitespace);

    private double OfText(int chars) => analysis.Runes == 0 ? 1 : (double)chars / analysis.Runes;

    private double OfLines(int lines) => Lines.Lines == 0 ? 1 : (double)lines / Lines.Lines;

    private int LongestWord()
    {
        var before = Words.RunesBefore;
        var longest = 0;
        for (var i = 1; i < before.Length; i++) longest = Math.Max(longest, before[i] - before[i - 1]);
        return longest;
    }

    private double SymbolsPerWord()
    {
        var words = Words;
        if (words.Count == 0) return 1;
        var text = analysis.Text;
        var hasSigns = text.Contains((byte)'#');
        var symbols = 0;
        for (var i = 0; i < words.Count; i++)
        {
            // Letters alone are none of them.
            var bytes = words.Bytes[i];
            if (bytes > 5 && !hasSigns) continue;
            var word = text.Slice(words.Starts[i], bytes);
            if (NemoLines.IsEllipsis(word) || (hasSigns && Runs(word) > 0.5 * (words.RunesBefore[i + 1] - words.RunesBefore[i]))) symbols++;
        }

        return (double)symbols / words.Count;
    }

    // Runs of number signs.
    private static int Runs(ReadOnlySpan<byte> word)
    {
        var runs = 0;
        for (var at = 0; at < word.Length; at++)
            if (word[at] == '#' && (at == 0 || word[at - 1] != '#'))
                runs++;
        return runs;
    }
}
