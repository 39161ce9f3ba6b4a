using System.ComponentModel.DataAnnotations;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>How the stage <c>ngram-model</c> trains.</summary>
public sealed record NgramModelOptions
{
    /// <summary>Length of the longest n-grams, in words. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359, section 3.4 (5).</summary>
    [Range(2, 6)] public int Order { get; init; } = 5;

    /// <summary>How text is cut into words; scoring does the same. Source: our own choice; CCNet uses SentencePiece models of its own.</summary>
    public WordRule Words { get; init; } = WordRule.Standard;

    /// <summary>What becomes of a line before it is cut into words; scoring does the same. Source: CCNet.</summary>
    public ModelNormalization Normalization { get; init; } = ModelNormalization.CcNet;

    /// <summary>For every order, the first for single words, the largest number of occurrences of n-grams that are left out of the model; each at least that before, and the first 0. Empty leaves out none. Source: KenLM's --prune.</summary>
    [Range(0, 1_000_000_000)] public IReadOnlyList<long> Prune { get; init; } = [];

    /// <summary>Discounts off counts of 1, of 2, and of 3 and more, for orders whose own cannot be estimated because the text is too small; empty makes that a fault. Source: KenLM's --discount_fallback, whose defaults they are, as CCNet uses it.</summary>
    [Range(0.0, 3.0)] public IReadOnlyList<double> DiscountFallback { get; init; } = [0.5, 1, 1.5];

    /// <summary>Whether probabilities become codes of 16 bits and the model takes half the memory: 12 bytes an n-gram instead of 24. A logarithm is off by at most 1/131,068 of the range of its order, about 0.0001, and an n-gram that the model has not is taken for one with odds of 10^-9.</summary>
    public bool Quantised { get; init; }

    /// <summary>Whether the model is also written in the ARPA format for other programs; all its different words are held in memory for that.</summary>
    public bool Arpa { get; init; }

    /// <summary>Memory of all tasks together for sorting, such as 1GiB; what does not fit goes to the run's disk.</summary>
    [Range(1L << 20, 1L << 46)] public long Memory { get; init; } = 1L << 30;
}
