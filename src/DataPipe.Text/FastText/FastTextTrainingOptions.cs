namespace DataPipe.Text.FastText;

/// <summary>How a classifier is trained. The names in brackets are those of fastText's program.</summary>
public sealed record FastTextTrainingOptions
{
    /// <summary>Numbers in a vector (dim).</summary>
    public int Dimensions { get; init; } = 16;

    /// <summary>Passes over the examples (epoch). Source: fastText's default.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Learning rate at the start; it falls to 0 in a line (lr). Source: fastText's default.</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>Fewest occurrences of a word that gets a vector of its own (minCount). Source: fastText's default.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>Longest run of words that is a feature (wordNgrams). Source: Li et al. 2024 (DCLM), arXiv:2406.11794, 2.</summary>
    public int WordNgrams { get; init; } = 2;

    /// <summary>Places that runs of words are hashed to (bucket).</summary>
    public int Buckets { get; init; } = 500_000;

    /// <summary>Seed of the first vectors and of the order of examples.</summary>
    public long Seed { get; init; }
}
