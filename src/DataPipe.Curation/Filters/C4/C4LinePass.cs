using DataPipe.Core.Steps;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.C4;

/// <summary>The pass over lines of <see cref="C4QualityCleaner"/>.</summary>
internal sealed class C4LinePass : ILinePass
{
    private readonly C4QualityOptions _options;
    private readonly bool _dropsNone;
    private readonly int _enough;
    private bool _hasCitations, _mayHoldPhrase, _mayHoldCurly, _hasLorem, _hasCurly;
    private int _sentences, _keptLines, _lines;

    internal C4LinePass(C4QualityOptions options)
    {
        _options = options;
        _dropsNone = options.Signals || options.Mode == StepMode.Mark; // then the whole document is looked at, whatever is found
        _enough = _dropsNone ? int.MaxValue : options.MinSentences ?? 0;
    }

    /// <inheritdoc/>
    public LineRule Lines => LineRule.AllBoundaries;

    /// <inheritdoc/>
    public Verdict Verdict { get; private set; }

    /// <inheritdoc/>
    public void Start(ReadOnlySpan<byte> text, int lines, Span<byte> scratch)
    {
        (_sentences, _keptLines, _lines, _hasLorem, _hasCurly, Verdict) = (0, 0, lines, false, false, Verdict.Keep);
        _hasCitations = _options.RemoveCitations && text.Contains((byte)'[');
        // Cutting a mark out may put a phrase together: then every line is looked at.
        _mayHoldPhrase = _hasCitations || UnwantedPhrases.AnyIn(AsciiLower.Copy(text, scratch));
        _mayHoldCurly = text.Contains((byte)'{');
    }

    /// <inheritdoc/>
    public LineFate Take(ref ReadOnlySpan<byte> line, Span<byte> destination, Span<byte> scratch)
    {
        line = Whitespace.Trim(line);
        if (_options.MaxWordChars is { } longest && line.Length > longest && ProseLineMeasure.Measure(line).LongestWordChars > longest) return LineFate.Remove;
        if (_options.MinWordsPerLine is { } fewest && !LineWords.HasAtLeast(line, fewest)) return LineFate.Remove;
        if (_hasCitations && line.Contains((byte)'[')) line = CitationMarks.Remove(line, destination);
        if (_options.RequireTerminalPunctuation && !EndsAsSentence(line)) return LineFate.Remove;
        var low = _mayHoldPhrase ? AsciiLower.Copy(line, scratch) : default;
        if ((_options.DropLoremIpsum || _options.Signals) && UnwantedPhrases.HasLoremIpsum(low))
        {
            _hasLorem = true;
            if (Decides(_options.DropLoremIpsum, C4QualityCleaner.LoremIpsum)) return LineFate.DropDocument;
        }

        if (_options.RemoveJavascriptLines && UnwantedPhrases.HasJavascript(low)) return LineFate.Remove;
        if ((_options.DropCurlyBracket || _options.Signals) && _mayHoldCurly && line.Contains((byte)'{'))
        {
            _hasCurly = true;
            if (Decides(_options.DropCurlyBracket, C4QualityCleaner.CurlyBracket)) return LineFate.DropDocument;
        }

        if (_options.RemovePolicyLines && UnwantedPhrases.HasPolicy(low)) return LineFate.Remove;
        _sentences += Sentences.Count(line, _options.Words, _enough - _sentences);
        _keptLines++;
        return LineFate.Keep;
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _hasLorem ? 1 : 0,
        1 => _hasCurly ? 1 : 0,
        2 => _sentences,
        3 => _keptLines,
        _ => _lines,
    };

    // Of several marks the one further up in the document gives the reason; whether nothing more need be looked at.
    private bool Decides(bool drops, DropReason reason)
    {
        if (drops && !Verdict.IsDrop) Verdict = Verdict.Drop(reason);
        return !_dropsNone;
    }

    // The line as it is, whitespace that a citation mark left behind included.
    private static bool EndsAsSentence(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);
}
