namespace DataPipe.Text.LanguageModels;

/// <summary>An n-gram among those that share its context, as <see cref="AdjustedCounts"/> gives it.</summary>
/// <param name="Order">Its length in words.</param>
/// <param name="Context">Name (<see cref="NgramHash"/>) of its words without the last; 0 for a single word.</param>
/// <param name="Count">Its adjusted count.</param>
/// <param name="IsPruned">Whether the model leaves it out.</param>
public readonly record struct AdjustedNgram(int Order, ulong Context, long Count, bool IsPruned);
