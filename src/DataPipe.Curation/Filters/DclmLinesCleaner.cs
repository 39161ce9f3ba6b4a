using System.Buffers;
using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Rules of <see cref="DclmLinesCleaner"/>.</summary>
public sealed record DclmLinesOptions : ISignalOptions
{
    /// <summary>Largest fraction of a line's characters that are capitals, 0..1; lines with more are removed. Source: Penedo et al. 2023 (RefinedWeb), appendix G, arXiv:2306.01116, with the number of DCLM's code.</summary>
    [Range(0.0, 1.0)] public double? MaxUppercaseFraction { get; init; } = 0.5;

    /// <summary>Largest fraction of a line's characters that are digits, 0..1; lines with more are removed, by default those of nothing else. Source: RefinedWeb, appendix G, with the number of DCLM's code.</summary>
    [Range(0.0, 1.0)] public double? MaxNumericFraction { get; init; } = 0.999999;

    /// <summary>Whether lines that are a counter, such as "3 likes", are removed. Source: RefinedWeb, appendix G.</summary>
    public bool RemoveCounters { get; init; } = true;

    /// <summary>Fewest words of a line; shorter ones are removed. Source: RefinedWeb, appendix G.</summary>
    [Range(1, 1_000_000)] public int? MinWordsPerLine { get; init; } = 2;

    /// <summary>Most words of a line that is removed when it begins with "sign-in", ends with "read more..." or holds "items in cart"; null keeps such lines. Source: RefinedWeb, appendix G.</summary>
    [Range(1, 1_000_000)] public int? MaxBoilerplateWords { get; init; } = 10;

    /// <summary>Largest fraction of the document's words in removed lines, 0..1; a document that loses more is dropped. Source: RefinedWeb, appendix G.</summary>
    [Range(0.0, 1.0)] public double? MaxRemovedWordFraction { get; init; } = 0.05;

    /// <summary>Whether what the rules look at is written as columns named dclm_lines_…, for where, explain and whatif. Source: our own.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether documents that fail a rule are dropped, or all are cleaned and kept and the verdict is written into the column dclm_lines_verdict. Source: our own.</summary>
    public StepMode Mode { get; init; }
}

/// <summary>RefinedWeb's line rules as DCLM has them: removes lines that a page says beside its text, and drops documents that lose too many words that way.</summary>
public sealed class DclmLinesCleaner(DclmLinesOptions options, TextAnalysis analysis) : ICleaner<Document>, IAnnotator<Document>, IFilter<Document>
{
    /// <summary>Name of the step.</summary>
    public const string Name = "dclm-lines";

    /// <summary>Too many words were in removed lines.</summary>
    public static readonly DropReason TooManyWordsRemoved = new("too-many-words-removed");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooManyWordsRemoved];

    private static readonly NoteColumn
        Removed = SignalColumns.Of(Name, "removed_word_fraction", NoteType.Number, "Fraction of the words in removed lines, 0..1."),
        Lines = SignalColumns.Of(Name, "removed_lines", NoteType.Integer, "Lines that were removed.");

    private double _removedFraction;
    private int _removedLines;
    private Verdict _verdict;

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(DclmLinesOptions options) => SignalFilter.Columns(Name, options, [Removed, Lines]);

    /// <summary>Its rule on documents.</summary>
    public static IReadOnlyList<Rule> Rules(DclmLinesOptions options) => [new(TooManyWordsRemoved, Removed, "max-removed-word-fraction", RuleBound.AtMost, options.MaxRemovedWordFraction)];

    /// <summary>Takes lines out. The verdict is <see cref="Judge"/>'s; a document that it drops stays as it was.</summary>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        analysis.Read(record.Text.Memory);
        var text = analysis.Text;
        var rented = ArrayPool<byte>.Shared.Rent(2 * text.Length);
        try
        {
            var kept = Clean(text, rented.AsSpan(0, text.Length), rented.AsSpan(text.Length, text.Length));
            _verdict = Verdict.DropIf(_removedFraction > options.MaxRemovedWordFraction, TooManyWordsRemoved);
            if (_removedLines > 0 && (!_verdict.IsDrop || options.Mode == StepMode.Mark)) cleaned = record with { Text = new Utf8Text(kept.ToArray()) };
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
        if (options.Signals)
        {
            notes[0] = NoteValue.Of(_removedFraction);
            notes[1] = NoteValue.Of((long)_removedLines);
        }

        if (options.Mode == StepMode.Mark) notes[^1] = NoteValue.Of(_verdict.IsDrop ? _verdict.Reason.Name : SignalColumns.Keep);
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record) => options.Mode == StepMode.Mark ? Verdict.Keep : _verdict;

    // Blank lines stay where they are: they part paragraphs.
    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text, Span<byte> buffer, Span<byte> lower)
    {
        var table = analysis.Lines(LineRule.Newline);
        int written = 0, words = 0, removedWords = 0;
        _removedLines = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = table.Of(text, i);
            var trimmed = Whitespace.Trim(line);
            var count = trimmed.IsEmpty ? 0 : DataPipe.Text.Words.Words.Count(trimmed, WordRule.Whitespace);
            words += count;
            if (count > 0 && IsRemoved(trimmed, count, lower))
            {
                removedWords += count;
                _removedLines++;
                continue;
            }

            line.CopyTo(buffer[written..]);
            written += line.Length;
            if (i < table.Count - 1) buffer[written++] = (byte)'\n';
        }

        _removedFraction = words == 0 ? 0 : (double)removedWords / words;
        return Whitespace.Trim(buffer[..written]);
    }

    private bool IsRemoved(ReadOnlySpan<byte> line, int words, Span<byte> lower)
    {
        if (words < options.MinWordsPerLine) return true;
        int capitals = 0, digits = 0, chars = 0;
        foreach (var b in line)
        {
            if ((b & 0xC0) != 0x80) chars++;
            if (char.IsAsciiLetterUpper((char)b)) capitals++;
            if (char.IsAsciiDigit((char)b)) digits++;
        }

        if (capitals > options.MaxUppercaseFraction * chars || digits > options.MaxNumericFraction * chars) return true;
        if (options.RemoveCounters && words <= 3 && LineCounters.IsCounter(line)) return true;
        if (words > (options.MaxBoilerplateWords ?? 0)) return false;
        var low = AsciiLower.Copy(line, lower);
        return low.StartsWith("sign-in"u8) || low.EndsWith("read more..."u8) || low.IndexOf("items in cart"u8) >= 0;
    }
}
