using System.Globalization;

namespace DataPipe.Text.Words;

/// <summary>The letters that the English tokeniser's rules know: Latin, basic Cyrillic and Greek with case, and a list of scripts without.</summary>
internal static class TokenAlphabet
{
    /// <summary>The alphabet bits of <paramref name="code"/> with its <paramref name="category"/>; none when the rules do not know it.</summary>
    internal static RuneTrait Case(int code, UnicodeCategory category)
    {
        if (IsUncased(code)) return RuneTrait.Alpha;
        if (!IsCased(code)) return RuneTrait.None;
        return category switch
        {
            UnicodeCategory.LowercaseLetter => RuneTrait.AlphaLower,
            UnicodeCategory.UppercaseLetter => RuneTrait.AlphaUpper,
            _ => RuneTrait.None,
        };
    }

    private static bool IsCased(int code) => code switch
    {
        < 0x80 => char.IsAsciiLetter((char)code),
        < 0xC0 => false,
        <= 0x24F => code is not (0xD7 or 0xF7),
        <= 0x2AF => true,
        // Greek without polytonic letters; Russian, Ukrainian and Tatar Cyrillic only.
        >= 0x386 and <= 0x3CE => code is not (0x387 or 0x390 or 0x3AA or 0x3AB or 0x3B0 or 0x3CA or 0x3CB),
        >= 0x410 and <= 0x44F or 0x401 or 0x451 => true,
        0x404 or 0x406 or 0x407 or 0x454 or 0x456 or 0x457 or 0x490 or 0x491 => true,
        0x496 or 0x497 or 0x4A2 or 0x4A3 or 0x4AE or 0x4AF or 0x4BA or 0x4BB or 0x4D8 or 0x4D9 or 0x4E8 or 0x4E9 => true,
        >= 0x1D00 and <= 0x1D25 or >= 0x1D6B and <= 0x1D77 or >= 0x1D79 and <= 0x1D9A => true,
        >= 0x1E00 and <= 0x1EFF => true,
        >= 0x2C60 and <= 0x2C7F => true,
        >= 0xA722 and <= 0xA7B9 => true,
        >= 0xAB30 and <= 0xAB5A or >= 0xAB60 and <= 0xAB64 => true,
        >= 0xFF21 and <= 0xFF3A or >= 0xFF41 and <= 0xFF5A => true,
        _ => false,
    };

    private static bool IsUncased(int code) => code is >= 0x591 and <= 0x5F4 or >= 0xFB1D and <= 0xFB4F // Hebrew
        or >= 0x620 and <= 0x64A or >= 0x66E and <= 0x6D5 or >= 0x6E5 and <= 0x6FF or >= 0x750 and <= 0x77F or >= 0x8A0 and <= 0x8BD // Arabic
        or >= 0xFB50 and <= 0xFBB1 or >= 0xFBD3 and <= 0xFD3D or >= 0xFD50 and <= 0xFDC7 or >= 0xFDF0 and <= 0xFDFB or >= 0xFE70 and <= 0xFEFC
        or >= 0x900 and <= 0x9FF // Devanagari, Bengali
        or >= 0xB80 and <= 0xCFF // Tamil, Telugu, Kannada
        or >= 0xD80 and <= 0xDFF // Sinhala
        or >= 0x1100 and <= 0x11FF or >= 0xAC00 and <= 0xD7AF // Hangul
        or >= 0x2E80 and <= 0x303F or >= 0x31C0 and <= 0x31EF or >= 0x3200 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F or >= 0x1F200 and <= 0x1F2FF or >= 0x20000 and <= 0x2EBEF or >= 0x2F800 and <= 0x2FA1F;
}
