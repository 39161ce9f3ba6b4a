using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Passages;

/// <summary>Options of <c>dedup-lines</c>. The defaults are CCNet's (Wenzek et al. 2020, arXiv:1911.00359).</summary>
public sealed record LineDedupOptions
{
    /// <summary>What does not count when lines are compared: ccnet (case, digits, control characters, punctuation beyond ASCII), simplified (all punctuation, numbers and accents too) or none. Lines of nothing else are left alone. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359.</summary>
    public PassageNormalization Normalize { get; init; } = PassageNormalization.Ccnet;

    /// <summary>What lines are compared by: xxhash (128 bits) or sha1 (its first 64 bits, as CCNet has it). Source: our own choice, since text that only seems to be a duplicate is lost.</summary>
    public PassageHash Hash { get; init; } = PassageHash.Xxhash;

    /// <summary>Words of the shortest line that is compared, shorter ones stay; null compares all. Source: Wenzek et al. 2020 (CCNet) compares all.</summary>
    [Range(1, 1_000_000)] public int? MinLineWords { get; init; }

    /// <summary>Words that a document from which lines were removed must have left; null asks for a line. Source: Wenzek et al. 2020 (CCNet) asks for no more.</summary>
    [Range(1, 1_000_000)] public int? MinWords { get; init; }

    /// <summary>Which occurrence of a line stays: first (in a fixed order of documents) or earliest-input. Source: our own choice.</summary>
    public PassageKeep Keep { get; init; } = PassageKeep.First;

    /// <summary>Memory that the tasks of a process sort in, all together; what does not fit goes to disk. The result does not depend on it. Source: our own choice.</summary>
    [Range(1L << 20, 1L << 40)] public long Memory { get; init; } = 1L << 30;

    /// <summary>Number of tasks that compare; null chooses one for about 2 GB of text. The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Partitions { get; init; }

    internal PassageRules ToRules() => new()
    {
        Stage = PassageDedupStage.Lines, Unit = PassageUnit.Line, Normalize = Normalize, Hash = Hash, MinPassageWords = MinLineWords, MinWords = MinWords, Keep = Keep, Memory = Memory, Partitions = Partitions,
    };
}
