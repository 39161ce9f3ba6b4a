using System.ComponentModel.DataAnnotations;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Passages;

/// <summary>Options of <c>dedup-sentences</c>: C4's rule (Raffel et al. 2020, arXiv:1910.10683) with the defaults of datatrove 0.10.</summary>
public sealed record SentenceDedupOptions
{
    /// <summary>Consecutive sentences that are compared as one; every sentence begins such a span. Source: Raffel et al. 2020 (C4), section 2.2, arXiv:1910.10683.</summary>
    [Range(1, 100)] public int SpanSentences { get; init; } = 3;

    /// <summary>What does not count when spans are compared: simplified (case, numbers, punctuation, accents, layout), ccnet or none. Source: datatrove 0.10.</summary>
    public PassageNormalization Normalize { get; init; } = PassageNormalization.Simplified;

    /// <summary>How words and sentences are cut: standard (every Han or kana character a word) or english. Source: our own choice; english is what datatrove 0.10 counts.</summary>
    public WordRule Words { get; init; } = WordRule.Standard;

    /// <summary>Words that a document from which spans were removed must have left; null asks for a sentence. Source: datatrove 0.10.</summary>
    [Range(1, 1_000_000)] public int? MinWords { get; init; } = 50;

    /// <summary>Sentences that a document from which spans were removed must have left; null asks for one. Source: datatrove 0.10.</summary>
    [Range(1, 1_000_000)] public int? MinSentences { get; init; } = 3;

    /// <summary>Which occurrence of a span stays: first (in a fixed order of documents) or earliest-input. Source: our own choice.</summary>
    public PassageKeep Keep { get; init; } = PassageKeep.First;

    /// <summary>Memory that the tasks of a process sort in, all together; what does not fit goes to disk. The result does not depend on it. Source: our own choice.</summary>
    [Range(1L << 20, 1L << 40)] public long Memory { get; init; } = 1L << 30;

    /// <summary>Number of tasks that compare; null chooses one for about 2 GB of text. The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Partitions { get; init; }

    internal PassageRules ToRules() => new()
    {
        Stage = PassageDedupStage.Sentences, Unit = PassageUnit.Sentence, Normalize = Normalize, SpanUnits = SpanSentences, Words = Words, MinWords = MinWords, MinSentences = MinSentences, Keep = Keep, Memory = Memory, Partitions = Partitions,
    };
}
