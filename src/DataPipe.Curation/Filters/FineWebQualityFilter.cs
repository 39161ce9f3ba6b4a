using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Thresholds of <see cref="FineWebQualityFilter"/>.</summary>
public sealed record FineWebQualityOptions
{
    /// <summary>How words are cut: english (words and punctuation marks apart), standard (the same, every Han or kana character a word) or whitespace. Source: datatrove 0.10, whose English words are those of english.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Smallest fraction of lines that end with a mark which ends sentences in some script, 0..1; blank lines are not counted. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(0.0, 1.0)] public double? MinTerminalLineFraction { get; init; } = 0.12;

    /// <summary>Whether a document none of whose lines ends so is kept. Source: datatrove 0.10, off as for FineWeb.</summary>
    public bool KeepWithoutTerminalLines { get; init; }

    /// <summary>Length up to which a line is short, in characters. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(1, 1_000_000)] public int ShortLineChars { get; init; } = LineQualityMeasure.FineWebShortLineChars;

    /// <summary>Largest fraction of short lines, 0..1; blank lines are not counted. Source: Penedo et al. 2024 (FineWeb), section 3.6, arXiv:2406.17557.</summary>
    [Range(0.0, 1.0)] public double? MaxShortLineFraction { get; init; } = 0.67;

    /// <summary>Largest fraction of characters in lines that were seen before, 0..1. Source: datatrove 0.10 (0.01); the FineWeb paper, section 3.6, says 0.1.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineCharFraction { get; init; } = 0.01;

    /// <summary>Most newlines a word. Source: datatrove 0.10.</summary>
    [Range(0.0, 1000.0)] public double? MaxNewlinesPerWord { get; init; } = 0.3;
}

/// <summary>FineWeb's own rules: drops lists, menus and documents that repeat their lines. The first rule that fails gives the reason, in the order of datatrove 0.10.</summary>
public sealed class FineWebQualityFilter(FineWebQualityOptions options) : IFilter<Document>
{
    /// <summary>No line but blank ones.</summary>
    public static readonly DropReason Empty = new("empty");

    /// <summary>Too few lines end a sentence.</summary>
    public static readonly DropReason LinePunctuation = new("line-punct-ratio");

    /// <summary>Too many short lines.</summary>
    public static readonly DropReason ShortLines = new("short-line-ratio");

    /// <summary>Too many characters in lines seen before.</summary>
    public static readonly DropReason DuplicateChars = new("char-dup-ratio");

    /// <summary>Too few words a line.</summary>
    public static readonly DropReason List = new("list-ratio");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [Empty, LinePunctuation, ShortLines, DuplicateChars, List];

    private readonly RepetitionScratch _scratch = new();

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        var text = LineQualityMeasure.Measure(record.Text.Span, options.Words, options.ShortLineChars, _scratch);
        if (text.NonBlankLines == 0) return Verdict.Drop(Empty);
        var isSpared = options.KeepWithoutTerminalLines && text.TerminalLineFraction == 0;
        if (text.TerminalLineFraction < options.MinTerminalLineFraction && !isSpared) return Verdict.Drop(LinePunctuation);
        if (text.ShortLineFraction > options.MaxShortLineFraction) return Verdict.Drop(ShortLines);
        if (text.DuplicateLineCharFraction > options.MaxDuplicateLineCharFraction) return Verdict.Drop(DuplicateChars);
        return Verdict.DropIf(text.NewlinesPerWord > options.MaxNewlinesPerWord, List);
    }
}
