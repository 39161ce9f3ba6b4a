using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Passages;

/// <summary>Options of <see cref="BloomDedupStage"/>.</summary>
public sealed record BloomDedupOptions
{
    /// <summary>What is compared: text or url (whole documents go), line or paragraph (documents are rewritten). Source: Soldaini et al. 2024 (Dolma), arXiv:2402.00159, does so by URL, document and paragraph.</summary>
    public BloomKey By { get; init; } = BloomKey.Text;

    /// <summary>What does not count when texts, lines or paragraphs are compared: none (only whitespace at the ends), ccnet (case, digits, control characters, punctuation beyond ASCII) or simplified (all punctuation, numbers and accents too). Source: Soldaini et al. 2024 (Dolma), arXiv:2402.00159, compares them as they are.</summary>
    public PassageNormalization Normalize { get; init; } = PassageNormalization.None;

    /// <summary>Probability that something which occurs once is taken for a duplicate and lost, above 0 and below 1. Source: text-dedup.</summary>
    [Range(1e-15, 0.5)] public double FalsePositiveRate { get; init; } = 1e-5;

    /// <summary>Size of the filter, for whole documents no more than their number asks for. A stream of more different keys than fit at the rate ends the run; 1 GiB holds 358 million at 1e-5. Source: our own choice.</summary>
    [Range(1L << 10, 16L << 30)] public long Memory { get; init; } = 1L << 30;

    /// <summary>Words that a document from which lines or paragraphs were removed must have left; null asks for one of them. Source: our own choice.</summary>
    [Range(1, 1_000_000)] public int? MinWords { get; init; }

    internal PassageRules ToRules() => new()
    {
        Stage = BloomDedupStage.Name, Unit = By == BloomKey.Paragraph ? PassageUnit.Paragraph : PassageUnit.Line, Normalize = Normalize, MinWords = MinWords,
    };
}
