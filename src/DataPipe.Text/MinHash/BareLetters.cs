using System.Globalization;
using System.Text;

namespace DataPipe.Text.MinHash;

/// <summary>What a code point leaves of its canonical decomposition once marks without width (category Mn) are gone: é becomes e.</summary>
internal static class BareLetters
{
    // For each of the first 65,536 code points: 0 it stays, -1 nothing is left, otherwise 1 + the place in Sequences.
    private static readonly short[] Places = new short[0x10000];
    private static readonly string[] Sequences;

    static BareLetters()
    {
        var sequences = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var code = 0x80; code < 0x10000; code++)
        {
            // Surrogates and private use have no decomposition, unified Han neither; Hangul syllables are computed.
            if (code is 0x3400 or 0x4E00) code = code == 0x3400 ? 0x4DC0 : 0xA000;
            if (code == 0xAC00) code = 0xF900;
            if (!IsAssigned(code)) continue;
            var left = Left(new Rune(code).ToString());
            if (left.Length == 1 && left[0] == code) continue;
            if (left.Length == 0)
            {
                Places[code] = -1;
                continue;
            }
            if (!known.TryGetValue(left, out var place))
            {
                known[left] = place = sequences.Count;
                sequences.Add(left);
            }
            Places[code] = (short)(place + 1);
        }
        Sequences = [.. sequences];
    }

    /// <summary>Gives what is left of <paramref name="rune"/>: false when it stays as it is.</summary>
    internal static bool TryReplace(Rune rune, Span<char> hangul, out ReadOnlySpan<char> left)
    {
        left = default;
        var code = rune.Value;
        if (code is >= 0xAC00 and <= 0xD7A3)
        {
            var index = code - 0xAC00; // Unicode 3.12: syllable = (lead x 21 + vowel) x 28 + tail
            hangul[0] = (char)(0x1100 + index / 588);
            hangul[1] = (char)(0x1161 + index % 588 / 28);
            hangul[2] = (char)(0x11A7 + index % 28);
            left = hangul[..(index % 28 == 0 ? 2 : 3)];
            return true;
        }
        if (code >= 0x10000)
        {
            if (!IsAssigned(code)) return false;
            if (CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.NonSpacingMark) return true;
            var text = rune.ToString();
            if (text.IsNormalized(NormalizationForm.FormD)) return false;
            left = Left(text);
            return true;
        }
        var place = Places[code];
        if (place > 0) left = Sequences[place - 1];
        return place != 0;
    }

    // The framework's normalisation throws on noncharacters such as U+FFFE.
    private static bool IsAssigned(int code) => CharUnicodeInfo.GetUnicodeCategory(code) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static string Left(string text)
    {
        var decomposed = text.IsNormalized(NormalizationForm.FormD) ? text : text.Normalize(NormalizationForm.FormD);
        var left = new StringBuilder();
        foreach (var rune in decomposed.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) left.Append(rune.ToString());
        return left.ToString();
    }
}
