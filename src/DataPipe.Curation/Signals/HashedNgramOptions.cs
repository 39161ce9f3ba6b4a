using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Signals;

/// <summary>How the stage <c>hashed-ngrams</c> counts.</summary>
public sealed record HashedNgramOptions
{
    /// <summary>Buckets of the hash; targets and source need as many. Source: Xie et al. 2023 (DSIR), arXiv:2302.03169 (10,000).</summary>
    [Range(16, 1 << 24)] public int Buckets { get; init; } = 10_000;
}
