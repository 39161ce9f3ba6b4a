namespace DataPipe.Curation.Benchmarks;

/// <summary>How much <see cref="GeneratedStage"/> makes.</summary>
public sealed record GeneratedOptions
{
    /// <summary>Documents.</summary>
    public long Documents { get; init; } = 1_000_000;

    /// <summary>Documents of a shard.</summary>
    public long ShardDocuments { get; init; } = 250_000;
}
