using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>An n-gram language model with back-off: the probability of a word after the words before it. Everything may share it; <see cref="NgramScorer"/> asks it.</summary>
public sealed class NgramModel
{
    /// <summary>Highest order there can be.</summary>
    public const int MaxOrder = 6;

    private readonly NgramTable[] _tables;

    internal NgramModel(NgramTable[] tables, IReadOnlyList<long> ngrams, WordRule words, ModelNormalization normalization, bool isQuantised)
    {
        (_tables, Ngrams, Words, Normalization, IsQuantised) = (tables, ngrams, words, normalization, isQuantised);
        if (!_tables[0].TryFind(NgramHash.Unknown, out var unknown, out _)) unknown = NoProbability;
        UnknownLogProbability = unknown;
    }

    /// <summary>What a word gets that a model without a mark for unknown words does not know, log10; as KenLM.</summary>
    public const float NoProbability = -100;

    /// <summary>Length of the longest n-grams.</summary>
    public int Order => _tables.Length;

    /// <summary>N-grams of every order, the first for single words.</summary>
    public IReadOnlyList<long> Ngrams { get; }

    /// <summary>How text is cut into the model's words.</summary>
    public WordRule Words { get; }

    /// <summary>What becomes of text before.</summary>
    public ModelNormalization Normalization { get; }

    /// <summary>Whether probabilities are codes of 16 bits.</summary>
    public bool IsQuantised { get; }

    /// <summary>What a word gets that the model does not know, log10.</summary>
    public float UnknownLogProbability { get; }

    internal NgramTable Table(int order) => _tables[order - 1];
}
