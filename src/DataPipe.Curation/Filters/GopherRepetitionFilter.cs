using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Thresholds of <see cref="GopherRepetitionFilter"/>.</summary>
public sealed record GopherRepetitionOptions
{
    /// <summary>How words are cut: english (words and punctuation marks apart), standard (the same, every Han or kana character a word) or whitespace. Source: datatrove 0.10, whose English words are those of english.</summary>
    public WordRule Words { get; init; } = WordRule.English;

    /// <summary>Largest fraction of paragraphs that were seen before in the document, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateParagraphFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of characters in paragraphs that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateParagraphCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of lines that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineFraction { get; init; } = 0.3;

    /// <summary>Largest fraction of characters in lines that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicateLineCharFraction { get; init; } = 0.2;

    /// <summary>Largest fraction of characters in the most frequent phrase of two words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop2GramCharFraction { get; init; } = 0.20;

    /// <summary>Largest fraction of characters in the most frequent phrase of three words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop3GramCharFraction { get; init; } = 0.18;

    /// <summary>Largest fraction of characters in the most frequent phrase of four words, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxTop4GramCharFraction { get; init; } = 0.16;

    /// <summary>Largest fraction of characters in phrases of five words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate5GramCharFraction { get; init; } = 0.15;

    /// <summary>Largest fraction of characters in phrases of six words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate6GramCharFraction { get; init; } = 0.14;

    /// <summary>Largest fraction of characters in phrases of seven words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate7GramCharFraction { get; init; } = 0.13;

    /// <summary>Largest fraction of characters in phrases of eight words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate8GramCharFraction { get; init; } = 0.12;

    /// <summary>Largest fraction of characters in phrases of nine words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate9GramCharFraction { get; init; } = 0.11;

    /// <summary>Largest fraction of characters in phrases of ten words that were seen before, 0..1. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446.</summary>
    [Range(0.0, 1.0)] public double? MaxDuplicate10GramCharFraction { get; init; } = 0.10;
}

/// <summary>Gopher's repetition rules: drops documents that say the same lines, paragraphs or phrases again and again. The first rule that fails gives the reason, in the order of datatrove 0.10.</summary>
public sealed class GopherRepetitionFilter(GopherRepetitionOptions options) : IFilter<Document>
{
    private const int FirstTopGram = 2, FirstDuplicateGram = 5;

    /// <summary>Too many paragraphs seen before.</summary>
    public static readonly DropReason DuplicateParagraphs = new("dup-para-frac");

    /// <summary>Too many characters in paragraphs seen before.</summary>
    public static readonly DropReason DuplicateParagraphChars = new("dup-para-char-frac");

    /// <summary>Too many lines seen before.</summary>
    public static readonly DropReason DuplicateLines = new("dup-line-frac");

    /// <summary>Too many characters in lines seen before.</summary>
    public static readonly DropReason DuplicateLineChars = new("dup-line-char-frac");

    /// <summary>One phrase of 2 to 4 words makes up too much.</summary>
    public static readonly IReadOnlyList<DropReason> TopGrams = [new("top-2-gram"), new("top-3-gram"), new("top-4-gram")];

    /// <summary>Phrases of 5 to 10 words seen before make up too much.</summary>
    public static readonly IReadOnlyList<DropReason> DuplicateGrams =
        [new("dup-5-gram"), new("dup-6-gram"), new("dup-7-gram"), new("dup-8-gram"), new("dup-9-gram"), new("dup-10-gram")];

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } =
        [DuplicateParagraphs, DuplicateParagraphChars, DuplicateLines, DuplicateLineChars, .. TopGrams, .. DuplicateGrams];

    private readonly RepetitionScratch _scratch = new();
    private readonly double?[] _top = [options.MaxTop2GramCharFraction, options.MaxTop3GramCharFraction, options.MaxTop4GramCharFraction];

    private readonly double?[] _duplicate =
    [
        options.MaxDuplicate5GramCharFraction, options.MaxDuplicate6GramCharFraction, options.MaxDuplicate7GramCharFraction,
        options.MaxDuplicate8GramCharFraction, options.MaxDuplicate9GramCharFraction, options.MaxDuplicate10GramCharFraction,
    ];

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        var text = RepetitionMeasure.Measure(record.Text.Span, options.Words, _scratch);
        if (text.DuplicateParagraphFraction > options.MaxDuplicateParagraphFraction) return Verdict.Drop(DuplicateParagraphs);
        if (text.DuplicateParagraphCharFraction > options.MaxDuplicateParagraphCharFraction) return Verdict.Drop(DuplicateParagraphChars);
        if (text.DuplicateLineFraction > options.MaxDuplicateLineFraction) return Verdict.Drop(DuplicateLines);
        if (text.DuplicateLineCharFraction > options.MaxDuplicateLineCharFraction) return Verdict.Drop(DuplicateLineChars);
        for (var i = 0; i < _top.Length; i++)
            if (text.TopNGramCharFraction(FirstTopGram + i) > _top[i])
                return Verdict.Drop(TopGrams[i]);
        for (var i = 0; i < _duplicate.Length; i++)
            if (text.DuplicateNGramCharFraction(FirstDuplicateGram + i) > _duplicate[i])
                return Verdict.Drop(DuplicateGrams[i]);
        return Verdict.Keep;
    }
}
