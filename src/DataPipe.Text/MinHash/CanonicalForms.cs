using System.Globalization;
using System.Text;

namespace DataPipe.Text.MinHash;

/// <summary>The canonical decompositions of code points (NFD), with or without the marks in them.</summary>
internal sealed class CanonicalForms
{
    // For each of the first 65,536 code points: 0 it stays, -1 nothing is left, otherwise 1 + the place in the sequences.
    private readonly short[] _places = new short[0x10000];
    private readonly string[] _sequences;
    private readonly bool _keepsMarks;

    private CanonicalForms(bool keepsMarks)
    {
        _keepsMarks = keepsMarks;
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
                _places[code] = -1;
                continue;
            }
            if (!known.TryGetValue(left, out var place))
            {
                known[left] = place = sequences.Count;
                sequences.Add(left);
            }
            _places[code] = (short)(place + 1);
        }
        _sequences = [.. sequences];
    }

    /// <summary>Without marks that have no width (category Mn): é becomes e.</summary>
    internal static CanonicalForms Bare { get; } = new(keepsMarks: false);

    /// <summary>With all marks: é becomes e and an accent.</summary>
    internal static CanonicalForms Whole { get; } = new(keepsMarks: true);

    /// <summary>Gives what is left of <paramref name="rune"/>: false when it stays as it is.</summary>
    internal bool TryReplace(Rune rune, Span<char> hangul, out ReadOnlySpan<char> left)
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
            if (!_keepsMarks && CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.NonSpacingMark) return true;
            var text = rune.ToString();
            if (text.IsNormalized(NormalizationForm.FormD)) return false;
            left = Left(text);
            return true;
        }
        var place = _places[code];
        if (place > 0) left = _sequences[place - 1];
        return place != 0;
    }

    // The framework's normalisation throws on noncharacters such as U+FFFE.
    private static bool IsAssigned(int code) => CharUnicodeInfo.GetUnicodeCategory(code) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private string Left(string text)
    {
        var decomposed = text.IsNormalized(NormalizationForm.FormD) ? text : text.Normalize(NormalizationForm.FormD);
        var left = new StringBuilder();
        foreach (var rune in decomposed.EnumerateRunes())
            if (_keepsMarks || Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) left.Append(rune.ToString());
        return left.ToString();
    }
}
