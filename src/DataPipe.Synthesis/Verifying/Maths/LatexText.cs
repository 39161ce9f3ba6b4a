using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>Turns what answers write in LaTeX or Unicode into plain expressions.</summary>
internal static partial class LatexText
{
    private static readonly (string From, string To)[] Words =
    [
        ("\\left", ""), ("\\right", ""), ("\\displaystyle", ""), ("\\,", ""), ("\\;", ""), ("\\:", " "), ("\\!", ""), ("\\ ", " "), ("~", " "), ("\\cdot", "*"), ("\\times", "*"), ("\\div", "/"),
        ("\\pi", " pi "), ("π", " pi "), ("\\infty", "inf"), ("∞", "inf"), ("\\cup", "∪"), ("\\cap", "∩"), ("\\%", "%"), ("\\$", "$"), ("\\{", "{"), ("\\}", "}"), ("\\degree", " degrees"), ("^\\circ", " degrees"), ("^{\\circ}", " degrees"), ("°", " degrees"),
        ("×", "*"), ("·", "*"), ("÷", "/"), ("−", "-"), ("–", "-"), ("’", "'"), ("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4"), ("⅓", " 1/3"), ("⅔", " 2/3"), ("√", "sqrt"), ("²", "^2"), ("³", "^3"), ("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"), ("**", "^"),
    ];

    /// <summary>The plain form; never longer work than the text is long, a few times over.</summary>
    public static string Plain(string text)
    {
        var plain = text.Trim().Trim('$').Trim();
        foreach (var (from, to) in Words) plain = plain.Replace(from, to, StringComparison.Ordinal);
        plain = Wrapper().Replace(plain, "$1");
        plain = ShortFraction().Replace(plain, "($1)/($2)");
        plain = Fractions(plain);
        plain = ShortRoot().Replace(plain, "sqrt($1)");
        plain = Exponent().Replace(plain, "^($1)");
        plain = Scientific().Replace(plain, "$1*10^($2)");
        return Thousands().Replace(plain, "").Trim();
    }

    // \frac{a}{b} and \sqrt{a}, nested ones too.
    private static string Fractions(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (At(text, i, "\\frac{") && Group(text, i + 5) is { } top && top.End < text.Length && Group(text, top.End) is { } bottom)
            {
                result.Append("((").Append(Fractions(top.Content)).Append(")/(").Append(Fractions(bottom.Content)).Append("))");
                i = bottom.End;
            }
            else if (At(text, i, "\\sqrt{") && Group(text, i + 5) is { } root)
            {
                result.Append("sqrt(").Append(Fractions(root.Content)).Append(')');
                i = root.End;
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    private static bool At(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static (string Content, int End)? Group(string text, int open)
    {
        if (open >= text.Length || text[open] != '{') return null;
        var depth = 0;
        for (var i = open; i < text.Length && i < open + 1000; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return (text[(open + 1)..i], i + 1);
        }

        return null;
    }

    [GeneratedRegex(@"\\(?:text|mathrm|mathbf|textbf|mbox|operatorname)\s*\{([^{}]*)\}")]
    private static partial Regex Wrapper();

    [GeneratedRegex(@"\\frac\s*(\d)\s*(\d)")]
    private static partial Regex ShortFraction();

    [GeneratedRegex(@"\\sqrt\s*(\d+|[a-z])")]
    private static partial Regex ShortRoot();

    [GeneratedRegex(@"\^\{([^{}]*)\}")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"(\d(?:\.\d+)?)[eE]([+-]?\d{1,3})\b")]
    private static partial Regex Scientific();

    // 1,234,567 and 1{,}234, but not the commas of a list such as 1, 2 or (1,234).
    [GeneratedRegex(@"(?<=(?<![\d,(\[{])\d{1,3}(?:,\d{3})*),(?=\d{3}(?!\d)(?:,\d{3}(?!\d))*(?![\d,)\]}]))|\{,\}(?=\d{3})")]
    private static partial Regex Thousands();
}
