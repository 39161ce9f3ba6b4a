namespace DataPipe.Text.Language;

/// <summary>What the identifier knows of a language that shares its script with others.</summary>
/// <param name="Language">The ISO 639-1 code.</param>
/// <param name="CommonWords">Its most common words, the more common earlier, divided by blanks.</param>
/// <param name="Sample">A few sentences of everyday prose, written for this project.</param>
internal sealed record LanguageProfile(string Language, string CommonWords, string Sample);
