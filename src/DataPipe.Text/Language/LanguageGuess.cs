namespace DataPipe.Text.Language;

/// <summary>The language a text seems to be written in.</summary>
/// <param name="Language">The ISO 639-1 code, or 639-3 where there is none, or "und" when nothing can be said.</param>
/// <param name="Confidence">How sure the guess is, 0..1; 0 for "und".</param>
public readonly record struct LanguageGuess(string Language, double Confidence)
{
    /// <summary>No guess: "und", 0.</summary>
    public static LanguageGuess Unknown { get; } = new("und", 0);
}
