using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Passages;

/// <summary>Options of <c>dedup-paragraphs</c>: what stands between blank lines is compared. Where a newline ends a paragraph, as in Dolma, use <c>dedup-lines</c>.</summary>
public sealed record ParagraphDedupOptions
{
    /// <summary>What does not count when paragraphs are compared: none (only whitespace at the ends), ccnet (case, digits, control characters, punctuation beyond ASCII) or simplified (all punctuation, numbers and accents too). Source: Soldaini et al. 2024 (Dolma), arXiv:2402.00159, compares them as they are.</summary>
    public PassageNormalization Normalize { get; init; } = PassageNormalization.None;

    /// <summary>Words of the shortest paragraph that is compared, shorter ones stay; null compares all. Source: Soldaini et al. 2024 (Dolma), arXiv:2402.00159, compares all.</summary>
    [Range(1, 1_000_000)] public int? MinParagraphWords { get; init; }

    /// <summary>Words that a document from which paragraphs were removed must have left; null asks for a paragraph. Source: our own choice.</summary>
    [Range(1, 1_000_000)] public int? MinWords { get; init; }

    /// <summary>Which occurrence of a paragraph stays: first (in a fixed order of documents) or earliest-input. Source: our own choice.</summary>
    public PassageKeep Keep { get; init; } = PassageKeep.First;

    /// <summary>Memory that the tasks of a process sort in, all together; what does not fit goes to disk. The result does not depend on it. Source: our own choice.</summary>
    [Range(1L << 20, 1L << 40)] public long Memory { get; init; } = 1L << 30;

    /// <summary>Number of tasks that compare; null chooses one for about 2 GB of text. The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Partitions { get; init; }

    internal PassageRules ToRules() => new()
    {
        Stage = PassageDedupStage.Paragraphs, Unit = PassageUnit.Paragraph, Normalize = Normalize, MinPassageWords = MinParagraphWords, MinWords = MinWords, Keep = Keep, Memory = Memory, Partitions = Partitions,
    };
}
