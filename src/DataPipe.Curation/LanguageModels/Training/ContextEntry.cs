namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>An n-gram among those of its context.</summary>
/// <param name="Context">Name of its words without the last.</param>
/// <param name="Number">How many n-grams of its order come before it by suffix; among those of one context they are in the order of their last words.</param>
/// <param name="Known">Twice its adjusted count, plus 1 where it is pruned.</param>
internal readonly record struct ContextEntry(ulong Context, ulong Number, ulong Known);
