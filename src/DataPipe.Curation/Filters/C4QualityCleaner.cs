using System.Buffers;
using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Rules of <see cref="C4QualityCleaner"/>. The original C4 used 5 words a line and 3 sentences; the defaults are those of datatrove 0.10, which FineWeb used without the rule of terminal punctuation.</summary>
public sealed record C4QualityOptions : ISignalOptions
{
    /// <summary>How words are cut for the count of sentences: english and standard end them at terminal marks, as spaCy's sentencizer does, treebank as Punkt does. Source: datatrove 0.10, which had Punkt before.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Whether lines that do not end as a sentence does (. ? ! " or ', but not ...) are removed. Source: Raffel et al. 2020 (T5), section 2.2, arXiv:1910.10683; FineWeb turns it off.</summary>
    public bool RequireTerminalPunctuation { get; init; } = true;

    /// <summary>Fewest words of a line; shorter ones are removed. Source: datatrove 0.10 and the T5 paper, section 2.2 (3); the released C4 code used 5.</summary>
    [Range(1, 1_000_000)] public int? MinWordsPerLine { get; init; } = 3;

    /// <summary>Fewest sentences of what is left; documents with fewer are dropped. Source: the T5 paper, section 2.2 (5); the released C4 code used 3.</summary>
    [Range(1, 1_000_000)] public int? MinSentences { get; init; } = 5;

    /// <summary>Longest word of a line, in characters; lines with a longer one are removed. Source: the released C4 code.</summary>
    [Range(1, 1_000_000_000)] public int? MaxWordChars { get; init; } = 1000;

    /// <summary>Whether the marks [1], [], [edit] and [citation needed] are cut out. Source: the released C4 code.</summary>
    public bool RemoveCitations { get; init; } = true;

    /// <summary>Whether a document with "lorem ipsum" in a line is dropped. Source: the T5 paper, section 2.2.</summary>
    public bool DropLoremIpsum { get; init; } = true;

    /// <summary>Whether a document with "{" in a line is dropped, as it is likely to be code. Source: the T5 paper, section 2.2.</summary>
    public bool DropCurlyBracket { get; init; } = true;

    /// <summary>Whether lines that speak of JavaScript are removed. Source: the T5 paper, section 2.2.</summary>
    public bool RemoveJavascriptLines { get; init; } = true;

    /// <summary>Whether lines that speak of cookies, terms of use or a privacy policy are removed. Source: the released C4 code.</summary>
    public bool RemovePolicyLines { get; init; } = true;

    /// <summary>Whether what the rules look at is written as columns named c4_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are cleaned and kept and the verdict is written into the column c4_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>C4's cleaning: removes lines that are not running text, then drops documents of which too little is left. Works line by line in the order of datatrove 0.10.</summary>
public sealed class C4QualityCleaner : ICleaner<Document>, IAnnotator<Document>, IFilter<Document>
{
    /// <summary>Name of the step.</summary>
    public const string Name = "c4";

    /// <summary>Blind text.</summary>
    public static readonly DropReason LoremIpsum = new("lorem-ipsum");

    /// <summary>Most likely code.</summary>
    public static readonly DropReason CurlyBracket = new("curly-bracket");

    /// <summary>Too little is left.</summary>
    public static readonly DropReason TooFewSentences = new("too-few-sentences");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [LoremIpsum, CurlyBracket, TooFewSentences];

    private static readonly NoteColumn
        Lorem = SignalColumns.Of(Name, "lorem_ipsum", NoteType.Boolean, "Whether a line that stays speaks of lorem ipsum."),
        Curly = SignalColumns.Of(Name, "curly_bracket", NoteType.Boolean, "Whether a line that stays holds {."),
        Sentences = SignalColumns.Of(Name, "sentences", NoteType.Integer, "Sentences of the lines that stay."),
        KeptLines = SignalColumns.Of(Name, "kept_lines", NoteType.Integer, "Lines that stay."),
        Lines = SignalColumns.Of(Name, "lines", NoteType.Integer, "Lines that there were.");

    private static readonly NoteColumn[] SignalList = [Lorem, Curly, Sentences, KeptLines, Lines];

    private readonly C4QualityOptions _options;
    private readonly TextAnalysis _analysis;
    private readonly bool _dropsNone;
    private int _sentences, _keptLines, _lines;
    private bool _hasLorem, _hasCurly;
    private Verdict _verdict;

    /// <summary>A cleaner for one task; what it finds out of a text's lines is shared through <paramref name="analysis"/>.</summary>
    public C4QualityCleaner(C4QualityOptions options, TextAnalysis analysis)
    {
        (_options, _analysis) = (options, analysis);
        _dropsNone = options.Signals || options.Mode == StepMode.Mark; // then the whole document is looked at, whatever is found
    }

    /// <summary>Makes the cleaner for one task. Words without sentences are fault DP1150.</summary>
    public static object Create(C4QualityOptions options, StepScope scope)
    {
        if (options.Words == WordRule.Whitespace) scope.Faults.Add("DP1150", "step 'c4' counts sentences, which need words that are apart from their punctuation: words: english, standard or treebank", scope.At);
        return new C4QualityCleaner(options, scope.Workbench.Get<TextAnalysis>());
    }

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(C4QualityOptions options) => SignalFilter.Columns(Name, options, SignalList);

    /// <summary>Its rules on documents. Of the first two, that of the line further up in the document comes first.</summary>
    public static IReadOnlyList<Rule> Rules(C4QualityOptions options) =>
    [
        new(LoremIpsum, Lorem, "drop-lorem-ipsum", RuleBound.AtMost, options.DropLoremIpsum ? 0 : null),
        new(CurlyBracket, Curly, "drop-curly-bracket", RuleBound.AtMost, options.DropCurlyBracket ? 0 : null),
        new(TooFewSentences, Sentences, "min-sentences", RuleBound.AtLeast, options.MinSentences),
    ];

    /// <summary>Takes out what is not running text. The verdict is <see cref="Judge"/>'s; a document that it drops stays as it was.</summary>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        _analysis.Read(record.Text.Memory);
        var text = _analysis.Text;
        // One half holds what is kept, which is never longer than the text; the other the lower-cased text, then lower-cased lines.
        var rented = ArrayPool<byte>.Shared.Rent(2 * text.Length);
        try
        {
            _verdict = Clean(text, rented.AsSpan(0, text.Length), rented.AsSpan(text.Length, text.Length), out var kept);
            if ((!_verdict.IsDrop || _options.Mode == StepMode.Mark) && !kept.SequenceEqual(text)) cleaned = record with { Text = new Utf8Text(kept.ToArray()) };
            return Verdict.Keep;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (_options.Signals)
        {
            notes[0] = NoteValue.Of(_hasLorem);
            notes[1] = NoteValue.Of(_hasCurly);
            notes[2] = NoteValue.Of((long)_sentences);
            notes[3] = NoteValue.Of((long)_keptLines);
            notes[4] = NoteValue.Of((long)_lines);
        }

        if (_options.Mode == StepMode.Mark) notes[^1] = NoteValue.Of(_verdict.IsDrop ? _verdict.Reason.Name : SignalColumns.Keep);
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record) => _options.Mode == StepMode.Mark ? Verdict.Keep : _verdict;

    private Verdict Clean(ReadOnlySpan<byte> text, Span<byte> buffer, Span<byte> lower, out ReadOnlySpan<byte> kept)
    {
        kept = default;
        var verdict = Verdict.Keep;
        var hasCitations = _options.RemoveCitations && text.Contains((byte)'[');
        // Cutting a mark out may put a phrase together: then every line is looked at.
        var mayHoldPhrase = hasCitations || UnwantedPhrases.AnyIn(AsciiLower.Copy(text, lower));
        var mayHoldCurly = text.Contains((byte)'{');
        var table = _analysis.Lines(LineRule.AllBoundaries);
        var enough = _dropsNone ? int.MaxValue : _options.MinSentences ?? 0;
        (_sentences, _keptLines, _lines, _hasLorem, _hasCurly) = (0, 0, table.Count, false, false);
        var written = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = Whitespace.Trim(table.Of(text, i));
            if (_options.MaxWordChars is { } longest && line.Length > longest && ProseLineMeasure.Measure(line).LongestWordChars > longest) continue;
            if (_options.MinWordsPerLine is { } fewest && !HasWords(line, fewest)) continue;
            var start = written == 0 ? 0 : written + 1; // a newline goes between lines
            if (hasCitations && line.Contains((byte)'[')) line = CitationMarks.Remove(line, buffer[start..]);
            if (_options.RequireTerminalPunctuation && !EndsAsSentence(line)) continue;
            var low = mayHoldPhrase ? AsciiLower.Copy(line, lower) : default;
            if ((_options.DropLoremIpsum || _options.Signals) && UnwantedPhrases.HasLoremIpsum(low))
            {
                _hasLorem = true;
                if (_options.DropLoremIpsum && !verdict.IsDrop) verdict = Verdict.Drop(LoremIpsum);
                if (!_dropsNone) return verdict;
            }

            if (_options.RemoveJavascriptLines && UnwantedPhrases.HasJavascript(low)) continue;
            if ((_options.DropCurlyBracket || _options.Signals) && mayHoldCurly && line.Contains((byte)'{'))
            {
                _hasCurly = true;
                if (_options.DropCurlyBracket && !verdict.IsDrop) verdict = Verdict.Drop(CurlyBracket);
                if (!_dropsNone) return verdict;
            }

            if (_options.RemovePolicyLines && UnwantedPhrases.HasPolicy(low)) continue;
            if (_sentences < enough) CountSentences(line, enough);
            line.CopyTo(buffer[start..]);
            if (start > 0) buffer[start - 1] = (byte)'\n';
            written = start + line.Length;
            _keptLines++;
        }

        kept = Whitespace.Trim(buffer[..written]);
        return verdict.IsDrop ? verdict : Verdict.DropIf(_sentences < _options.MinSentences, TooFewSentences);
    }

    private void CountSentences(ReadOnlySpan<byte> line, int enough)
    {
        foreach (var _ in Text.Words.Sentences.Of(line, _options.Words))
            if (++_sentences >= enough)
                break;
    }

    private static bool HasWords(ReadOnlySpan<byte> line, int fewest)
    {
        foreach (var _ in Text.Words.Words.Of(line))
            if (--fewest <= 0)
                return true;
        return false;
    }

    // The line as it is, whitespace that a citation mark left behind included.
    private static bool EndsAsSentence(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[^1] is (byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'' && !line.EndsWith("..."u8);
}
