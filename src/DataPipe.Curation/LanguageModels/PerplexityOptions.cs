using DataPipe.Core.Catalogues;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.LanguageModels;

/// <summary>What <see cref="PerplexityStep"/> notes.</summary>
public sealed record PerplexityOptions
{
    /// <summary>The model of each language, by the code in the documents' language; <c>any</c> is for all others. Files of the stage <c>ngram-model</c>, or in the ARPA format. Documents without a model get no value. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359, one model a language.</summary>
    public IReadOnlyDictionary<string, FilePattern> Models { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>For each language, or <c>any</c>, where its buckets end: with them the column perplexity_bucket is head, middle or tail. They hold for one model alone: take the 30th and 60th percentile of a sample, as <c>datapipe quantiles</c> prints them. Source: CCNet.</summary>
    public IReadOnlyDictionary<string, PerplexityCutoffs> Cutoffs { get; init; } = new Dictionary<string, PerplexityCutoffs>();

    /// <summary>How text is cut into the words of a model in the ARPA format, which does not tell it; ours do. Source: KenLM, which takes words between whitespace.</summary>
    public WordRule ArpaWords { get; init; } = WordRule.Whitespace;

    /// <summary>What becomes of text before that, for a model in the ARPA format. Source: CCNet.</summary>
    public ModelNormalization ArpaNormalization { get; init; } = ModelNormalization.CcNet;
}
