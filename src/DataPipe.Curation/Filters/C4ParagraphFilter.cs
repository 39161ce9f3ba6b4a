using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Thresholds of <see cref="C4ParagraphFilter"/>.</summary>
public sealed record C4ParagraphOptions
{
    /// <summary>Fewest long lines of a document. Source: Xue et al. 2021 (mT5), section 3.1, arXiv:2010.11934.</summary>
    [Range(1, 1_000_000)] public int MinLongLines { get; init; } = 3;

    /// <summary>Length from which a line is long, in characters (code points). Source: Xue et al. 2021 (mT5), section 3.1, arXiv:2010.11934.</summary>
    [Range(1, 1_000_000)] public int LongLineChars { get; init; } = 200;
}

/// <summary>mC4's rule for all languages: keeps documents with a few long lines.</summary>
public sealed class C4ParagraphFilter(C4ParagraphOptions options) : IFilter<Document>
{
    /// <summary>Too few long lines.</summary>
    public static readonly DropReason TooFewParagraphs = new("too-few-paragraphs");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooFewParagraphs];

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        var longLines = 0;
        foreach (var line in Lines.Of(record.Text.Span, LineRule.Newline))
            if (line.Length >= options.LongLineChars && Utf8Runes.Count(line) >= options.LongLineChars && ++longLines >= options.MinLongLines)
                return Verdict.Keep;
        return Verdict.Drop(TooFewParagraphs);
    }
}
