using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.LanguageModels;

/// <summary>Where the buckets of a language end.</summary>
public sealed record PerplexityCutoffs
{
    /// <summary>Perplexity below which a document is head. Source: Wenzek et al. 2020 (CCNet), the 30th percentile.</summary>
    [Required, Range(0.0, 1e12)] public double Head { get; init; }

    /// <summary>Perplexity below which a document that is not head is middle, else it is tail. Source: CCNet, the 60th percentile.</summary>
    [Required, Range(0.0, 1e12)] public double Middle { get; init; }
}
