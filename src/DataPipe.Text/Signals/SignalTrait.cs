using System.Globalization;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Signals;

/// <summary>What the signals ask of a code point, as Python's re and str answer it.</summary>
[Flags]
internal enum SignalTrait : byte
{
    None = 0,

    /// <summary>Part of a word: \w.</summary>
    Word = 1,

    /// <summary>Whitespace: \s.</summary>
    Space = 2,

    /// <summary>A capital.</summary>
    Upper = 4,

    /// <summary>A letter with case, but no capital.</summary>
    Lower = 8,

    /// <summary>A letter a to z, of either case.</summary>
    Alphabetic = 16,

    /// <summary>A numeric character: str.isnumeric.</summary>
    Numeric = 32,

    /// <summary>Punctuation of ASCII, which normalising takes out.</summary>
    Punctuation = 64,
}

/// <summary>The traits of code points.</summary>
internal static class SignalTraits
{
    private static readonly SignalTrait[] Table = [.. Enumerable.Range(0, 0x10000).Select(Compute)];

    /// <summary>Those of the first 128.</summary>
    internal static ReadOnlySpan<SignalTrait> Ascii => Table.AsSpan(0, 128);

    /// <summary>Those of any.</summary>
    internal static SignalTrait Of(int code) => code < Table.Length ? Table[code] : Compute(code);

    private static SignalTrait Compute(int code)
    {
        if (code < 0x80 && char.IsAsciiLetter((char)code)) return SignalTrait.Word | SignalTrait.Alphabetic | (char.IsAsciiLetterUpper((char)code) ? SignalTrait.Upper : SignalTrait.Lower);
        var category = CharUnicodeInfo.GetUnicodeCategory(code);
        var traits = category switch
        {
            UnicodeCategory.UppercaseLetter => SignalTrait.Word | SignalTrait.Upper,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => SignalTrait.Word | SignalTrait.Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => SignalTrait.Word,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => SignalTrait.Word | SignalTrait.Numeric,
            _ => SignalTrait.None,
        };
        // Han numbers are letters and numeric at once.
        if (category == UnicodeCategory.OtherLetter && Rune.IsValid(code) && Rune.GetNumericValue(new Rune(code)) >= 0) traits |= SignalTrait.Numeric;
        if (RuneSets.IsSpace(code)) traits |= SignalTrait.Space;
        if (code == '_') traits |= SignalTrait.Word;
        if (code < 0x80 && code > ' ' && code != 0x7F && !char.IsAsciiLetterOrDigit((char)code)) traits |= SignalTrait.Punctuation;
        return traits;
    }
}
