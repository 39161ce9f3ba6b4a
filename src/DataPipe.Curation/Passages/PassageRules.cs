using DataPipe.Text.Words;

namespace DataPipe.Curation.Passages;

/// <summary>What the options of the three stages come down to.</summary>
internal sealed record PassageRules
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What documents are cut into.</summary>
    public required PassageUnit Unit { get; init; }

    /// <summary>What does not count when passages are compared.</summary>
    public required PassageNormalization Normalize { get; init; }

    /// <summary>What they are compared by.</summary>
    public PassageHash Hash { get; init; } = PassageHash.Xxhash;

    /// <summary>Consecutive units that are compared as one.</summary>
    public int SpanUnits { get; init; } = 1;

    /// <summary>Words of the shortest passage that is compared.</summary>
    public int? MinPassageWords { get; init; }

    /// <summary>Words that a document from which something was removed must have left.</summary>
    public int? MinWords { get; init; }

    /// <summary>Sentences that a document from which something was removed must have left.</summary>
    public int? MinSentences { get; init; }

    /// <summary>How words are cut.</summary>
    public WordRule Words { get; init; } = WordRule.Standard;

    /// <summary>Which occurrence stays.</summary>
    public PassageKeep Keep { get; init; } = PassageKeep.First;

    /// <summary>Memory of all tasks of a process together, in bytes.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Tasks that compare; null chooses.</summary>
    public int? Partitions { get; init; }
}
