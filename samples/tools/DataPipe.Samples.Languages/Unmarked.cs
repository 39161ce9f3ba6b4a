using System.Globalization;
using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Samples.Languages;

/// <summary>Latin letters without their accents and tone marks, as people type where keyboards have none: some of what is learnt is written so.</summary>
internal static class Unmarked
{
    private const double Share = 0.1;
    private const double ShareOfTonal = 0.5; // in everyday Yoruba and Igbo marks are left out as often as not

    /// <summary>Whether an example of a language is learnt without marks.</summary>
    internal static bool IsChosen(string language, int example) => Mix64.ToUnitInterval(Mix64.Of((ulong)example)) < (language is "yo" or "ig" ? ShareOfTonal : Share);

    /// <summary>The text without marks on Latin letters.</summary>
    internal static string Of(string text)
    {
        var unmarked = new StringBuilder();
        var isLatin = false;
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (isLatin && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            isLatin = c < 0x250;
            unmarked.Append(c);
        }
        return unmarked.ToString().Normalize(NormalizationForm.FormC);
    }
}
