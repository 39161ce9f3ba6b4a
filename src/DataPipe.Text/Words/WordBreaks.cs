using System.Globalization;

namespace DataPipe.Text.Words;

/// <summary>The property Word_Break of every code point, made of Unicode's general categories and the scripts that it names. Source: Unicode Standard Annex 29, table 3.</summary>
internal static class WordBreaks
{
    // Written without spaces between words: every letter is a word of its own. Han with Tangut, Nushu and Yi's Han-like numerals; Hiragana; the scripts of South East Asia.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x3006, 0x3007), (0x3021, 0x3029), (0x3038, 0x303A), (0x3041, 0x309A), (0x309D, 0x309F),
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAADF), (0xF900, 0xFAFF), (0x11700, 0x1173F), (0x17000, 0x18AFF), (0x1B001, 0x1B11F), (0x1B170, 0x1B2FF), (0x20000, 0x3FFFF),
    ];

    private static readonly (int First, int Last)[] Katakana =
        [(0x3031, 0x3035), (0x309B, 0x309C), (0x30A0, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0xFF66, 0xFF9D), (0x1AFF0, 0x1AFFE), (0x1B000, 0x1B000), (0x1B120, 0x1B122), (0x1B155, 0x1B155), (0x1B164, 0x1B167)];

    // Symbols that count as letters: modifiers of tone, Armenian marks within words, letters in circles and squares.
    private static readonly (int First, int Last)[] LetterSymbols =
        [(0x02C2, 0x02C5), (0x02D2, 0x02D7), (0x02DE, 0x02DF), (0x02E5, 0x02EB), (0x02ED, 0x02ED), (0x02EF, 0x02FF), (0x055A, 0x055C), (0x055E, 0x055E), (0x058A, 0x058A), (0x05F3, 0x05F3),
            (0x24B6, 0x24E9), (0xA708, 0xA716), (0xA720, 0xA721), (0xA789, 0xA78A), (0xAB5B, 0xAB5B), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)];

    // Behind the ranges, which it is made of.
    private static readonly WordBreak[] Table = [.. Enumerable.Range(0, 0x10000).Select(Compute)];

    /// <summary>The property of <paramref name="codePoint"/>.</summary>
    internal static WordBreak Of(int codePoint) => (uint)codePoint < (uint)Table.Length ? Table[codePoint] : Compute(codePoint);

    private static WordBreak Compute(int code) => code switch
    {
        0x0A or 0x0B or 0x0C or 0x0D or 0x85 or 0x2028 or 0x2029 => WordBreak.Newline,
        '\'' => WordBreak.SingleQuote,
        '"' => WordBreak.DoubleQuote,
        '.' or 0x2018 or 0x2019 or 0x2024 or 0xFE52 or 0xFF07 or 0xFF0E => WordBreak.MidBoth,
        ':' or 0xB7 or 0x0387 or 0x055F or 0x05F4 or 0x2027 or 0xFE13 or 0xFE55 or 0xFF1A => WordBreak.MidLetter,
        ',' or ';' or 0x037E or 0x0589 or 0x060C or 0x060D or 0x066C or 0x07F8 or 0x2044 or 0xFE10 or 0xFE14 or 0xFE50 or 0xFE54 or 0xFF0C or 0xFF1B => WordBreak.MidNumber,
        0x066B => WordBreak.Numeric,
        0x202F => WordBreak.Connector,
        0x200B => WordBreak.Other,
        0xFF9E or 0xFF9F or (>= 0x1F3FB and <= 0x1F3FF) => WordBreak.Extend,
        _ when Within(LetterSymbols, code) => WordBreak.Letter,
        _ when Within(Katakana, code) => WordBreak.Katakana,
        _ => ByCategory(code),
    };

    private static WordBreak ByCategory(int code) => CharUnicodeInfo.GetUnicodeCategory(code) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber =>
            Within(Unspaced, code) ? WordBreak.Other : IsHebrew(code) ? WordBreak.Hebrew : WordBreak.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => WordBreak.Extend,
        UnicodeCategory.DecimalDigitNumber => WordBreak.Numeric,
        UnicodeCategory.ConnectorPunctuation => WordBreak.Connector,
        _ => WordBreak.Other,
    };

    private static bool IsHebrew(int code) => code is (>= 0x05D0 and <= 0x05F2) or 0xFB1D or (>= 0xFB1F and <= 0xFB28) or (>= 0xFB2A and <= 0xFB4F);

    private static bool Within((int First, int Last)[] ranges, int code)
    {
        foreach (var (first, last) in ranges)
            if (code >= first && code <= last)
                return true;
        return false;
    }
}
