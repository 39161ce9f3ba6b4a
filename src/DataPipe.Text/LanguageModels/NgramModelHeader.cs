using DataPipe.Text.Words;

namespace DataPipe.Text.LanguageModels;

/// <summary>What a model is, as its file tells it first.</summary>
/// <param name="Ngrams">N-grams of every order, the first for single words; as many as the highest order, 1 to 6.</param>
/// <param name="Words">How text is cut into the model's words.</param>
/// <param name="Normalization">What becomes of text before.</param>
/// <param name="IsQuantised">Whether probabilities are codes of 16 bits.</param>
public sealed record NgramModelHeader(IReadOnlyList<long> Ngrams, WordRule Words, ModelNormalization Normalization, bool IsQuantised);
