using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>Finds the final answer in a text that explains it.</summary>
public static partial class FinalAnswer
{
    /// <summary>
    /// The content of the last <c>\boxed{}</c>; else what follows the last <c>####</c> (GSM8K); else what follows the last "answer is" or "answer:" on its line; else, of a text of one line, the text;
    /// else the last number. Empty when there is none of these.
    /// </summary>
    public static string Of(string text)
    {
        if (Boxed(text) is { } boxed) return boxed.Trim();
        var hashes = text.LastIndexOf("####", StringComparison.Ordinal);
        if (hashes >= 0) return Line(text[(hashes + 4)..]);
        if (Announced().Matches(text) is { Count: > 0 } announced) return Line(announced[^1].Groups[1].Value);
        var trimmed = text.Trim();
        if (!trimmed.Contains('\n', StringComparison.Ordinal) && trimmed.Length <= 64) return trimmed;
        return Number().Matches(text) is { Count: > 0 } numbers ? numbers[^1].Value : "";
    }

    private static string? Boxed(string text)
    {
        for (var from = text.Length; from > 0;)
        {
            var at = text.LastIndexOf("boxed{", from - 1, StringComparison.Ordinal);
            if (at < 0) return null;
            var depth = 1;
            for (var i = at + 6; i < text.Length; i++)
            {
                depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
                if (depth == 0) return text[(at + 6)..i];
            }

            from = at;
        }

        return null;
    }

    private static string Line(string text)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? trimmed : trimmed[..end]).Trim().TrimEnd('.', '!', '*').Trim();
    }

    [GeneratedRegex(@"\banswer\b(?:\s+is|\s*[:=])\s*[:=]?\s*(?:\*\*)?([^\n]+?)(?:\*\*)?(?=\.\s|\.?\s*$|\n)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Announced();

    [GeneratedRegex(@"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*/\s*\d+)?%?", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Number();
}
