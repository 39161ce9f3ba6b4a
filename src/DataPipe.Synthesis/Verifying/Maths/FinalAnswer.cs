using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>Finds the final answer in a text that explains it.</summary>
public static partial class FinalAnswer
{
    private const string Word = "answer";

    /// <summary>
    /// The content of the last <c>\boxed{}</c>; else what follows the last <c>####</c> (GSM8K); else what follows the last "answer is" or "answer:" on its line; else, of a text of one line, the text;
    /// else the last number. Empty when there is none of these.
    /// </summary>
    public static string Of(string text)
    {
        if (Boxed(text) is { } boxed) return boxed.Trim();
        var hashes = text.LastIndexOf("####", StringComparison.Ordinal);
        if (hashes >= 0) return Line(text[(hashes + 4)..]);
        if (Announced(text) is { } announced) return Line(announced);
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

    // What follows the last "answer is", "answer:" or "answer =" on its line, up to the end of the sentence. Walked by hand: in time that grows with the text alone, whatever stands in it.
    private static string? Announced(string text)
    {
        for (var from = text.Length; from > 0;)
        {
            var at = text.LastIndexOf(Word, from - 1, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return null;
            from = at;
            if (at > 0 && char.IsLetterOrDigit(text[at - 1])) continue;
            var lineEnd = text.IndexOf('\n', at);
            var rest = text.AsSpan(at + Word.Length, (lineEnd < 0 ? text.Length : lineEnd) - at - Word.Length).TrimStart();
            if (rest.StartsWith("is ", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("is:", StringComparison.OrdinalIgnoreCase)) rest = rest[2..];
            else if (rest.IsEmpty || rest[0] is not (':' or '=')) continue;
            rest = rest.TrimStart(" :=*").TrimEnd(" *");
            var stop = rest.IndexOf(". ");
            if (stop > 0) rest = rest[..stop];
            if (!rest.IsEmpty) return rest.ToString();
        }

        return null;
    }

    [GeneratedRegex(@"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*/\s*\d+)?%?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
