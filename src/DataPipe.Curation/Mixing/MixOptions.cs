using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Mixing;

/// <summary>How much of each dataset goes into a mixture: by weights, or by epochs.</summary>
public sealed record MixOptions
{
    /// <summary>Share of the mixture's tokens by dataset, as positive numbers of any scale; every input needs one. Source: Touvron et al. 2023 (LLaMA), table 1, arXiv:2302.13971, is such a list.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <summary>How often each dataset is read, instead of weights: 1 takes every document once, 0.64 takes 64 % of them, 2.45 every document twice and 45 % a third time. Source: Touvron et al. 2023 (LLaMA), table 1, arXiv:2302.13971.</summary>
    public IReadOnlyDictionary<string, double>? Epochs { get; init; }

    /// <summary>Tokens of the whole mixture, with weights; null takes as many as the scarcest dataset allows at max-epochs. Source: our own choice.</summary>
    [Range(1.0, 1e15)] public long? Tokens { get; init; }

    /// <summary>How often a dataset may be read at most. Source: Muennighoff et al. 2023, arXiv:2305.16264: repeated text is worth nearly as much as new text up to four epochs.</summary>
    [Range(0.000001, 1000.0)] public double MaxEpochs { get; init; } = 4;
}
