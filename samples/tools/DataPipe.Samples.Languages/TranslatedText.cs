namespace DataPipe.Samples.Languages;

/// <summary>A piece of text in a language, as a package has it.</summary>
/// <param name="Language">The label it is learnt under, see <see cref="Labels"/>.</param>
/// <param name="Source">The package, by its name without a language.</param>
/// <param name="Text">The text, with its markup and placeholders.</param>
internal readonly record struct TranslatedText(string Language, string Source, string Text);
