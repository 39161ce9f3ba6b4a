namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>What an n-gram takes from its context.</summary>
/// <param name="Number">How many n-grams of its order come before it by suffix.</param>
/// <param name="Weights">Its own share, and the weight of the order below, as <see cref="NgramEntry.Pair"/>; <see cref="Pruned"/> where the model leaves it out.</param>
internal readonly record struct WeightEntry(ulong Number, ulong Weights)
{
    /// <summary>Two numbers that are none.</summary>
    internal const ulong Pruned = ulong.MaxValue;
}
