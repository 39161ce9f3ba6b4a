using System.Text;

namespace DataPipe.Text.Words;

/// <summary>The character classes of the published filters, for one code point.</summary>
public static class CharacterClass
{
    /// <summary>A letter of any script: Unicode categories Lu, Ll, Lt, Lm and Lo, as Python's str.isalpha.</summary>
    public static bool IsLetter(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Letter) != 0;

    /// <summary>A decimal digit of any script: Unicode category Nd.</summary>
    public static bool IsDigit(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Digit) != 0;

    /// <summary>Whitespace as Python's str.isspace: Unicode's, and the separators U+001C to U+001F.</summary>
    public static bool IsWhitespace(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Space) != 0;

    /// <summary>A member of datatrove's PUNCTUATION_SET: ASCII punctuation, control characters but tab and newline, common typographic marks and all sentence terminals.</summary>
    public static bool IsPunctuation(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Punctuation) != 0;

    /// <summary>A mark that ends a sentence in some script, such as . ! ? 。 ؟ ।; datatrove's TERMINAL_PUNCTUATION.</summary>
    public static bool IsSentenceTerminal(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Terminal) != 0;

    /// <summary>A character of a script that is written without spaces between words: Han, kana, bopomofo and their full-width punctuation.</summary>
    public static bool IsCjk(Rune rune) => (RuneTraits.Of(rune.Value) & RuneTrait.Cjk) != 0;
}
