using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Judging;

/// <summary>When two answers are one text.</summary>
public static partial class AnswerText
{
    /// <summary>Whether two answers differ in nothing but white space, case and Unicode's ways to write one character (NFKC).</summary>
    public static bool IsSame(string one, string other) => Normalize(one) == Normalize(other);

    private static string Normalize(string text)
    {
        // Half a surrogate pair cannot be normalised; such text stays as it is.
        var whole = text.EnumerateRunes().All(r => r != Rune.ReplacementChar) ? text.Normalize(NormalizationForm.FormKC) : text;
        return WhiteSpace().Replace(whole, " ").Trim().ToUpperInvariant();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
