using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Rules about the form that an answer is set in.</summary>
internal static partial class FormatRules
{
    // The line below the heading of a table; no table is wider.
    private const int MaxRuleChars = 500;

    private static readonly string[][] Choices = [["My answer is yes.", "My answer is no.", "My answer is maybe."], ["I agree.", "I disagree.", "I cannot tell."]];

    public static IReadOnlyList<ConstraintRule> All { get; } =
    [
        new("bullet-points", "list", c => $"Your answer must hold {Wordings.Amount(c, "bullet point", "bullet points")} in Markdown, each on a line that begins with \"* \" or \"- \".",
            (c, text) => c.Compares(Bullet().Count(text)),
            below => new("bullet-points") { Count = 2 + below(4), Relation = "exactly" }),
        new("numbered-list", "list", c => $"Your answer must hold a numbered list of {Wordings.Amount(c, "item", "items")}, each on a line that begins with its number and a full stop.",
            (c, text) => c.Compares(Numbered().Count(text)) && Numbered().Matches(text).Select(m => m.Groups[1].Value).Select((n, i) => n == (i + 1).ToString(CultureInfo.InvariantCulture)).All(b => b),
            below => new("numbered-list") { Count = 3 + below(4), Relation = "exactly" }),
        new("title", "title", _ => "Give your answer a title in double angle brackets, such as <<a day at sea>>.",
            (_, text) => Title().Matches(text).Any(m => !m.Groups[1].ValueSpan.IsWhiteSpace()), _ => new("title")),
        new("choose-from", "whole", c => $"Answer with one of these sentences and nothing else: {Wordings.Quoted(c.Words)}.",
            (c, text) => c.Words?.Any(w => text.Trim('"').Equals(w, StringComparison.Ordinal)) ?? false,
            below => new("choose-from") { Words = Choices[below(Choices.Length)] }),
        new("highlights", "highlights", c => $"Highlight {Wordings.Amount(c, "passage", "passages")} in Markdown, such as *a highlighted passage*.",
            (c, text) => c.Compares(Highlight().Count(text)),
            below => new("highlights") { Count = 1 + below(4) }),
        new("sections", "sections", c => $"Your answer must have {Wordings.Amount(c, "section", "sections")}, each under a line \"{c.Text ?? "Section"} X\" with its number in place of X.",
            (c, text) => c.Compares(Enumerable.Range(1, 1000).TakeWhile(n => text.Split('\n').Any(l => l.Trim(" *#:.".ToCharArray()).StartsWith(string.Create(CultureInfo.InvariantCulture, $"{c.Text ?? "Section"} {n}"), StringComparison.OrdinalIgnoreCase))).Count()),
            below => new("sections") { Count = 2 + below(3), Text = Wordings.Some(["Section", "Part", "Day", "Step"], 1, below)[0] }),
        new("json", "whole", _ => "Your whole answer must be JSON; it may stand in a Markdown code block.",
            (_, text) => IsJson(text), _ => new("json")),
        new("postscript", "postscript", c => $"At the end of your answer, add a postscript that begins with {c.Text}",
            (c, text) => c.Text is { } mark && text.Split('\n').Any(l => l.TrimStart(' ', '*', '_').StartsWith(mark.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)),
            below => new("postscript") { Text = below(2) == 0 ? "P.S." : "P.P.S." }),
        new("placeholders", "placeholders", c => $"Your answer must hold {Wordings.Amount(c, "placeholder", "placeholders")} in square brackets, such as [address].",
            (c, text) => c.Compares(Placeholder().Count(text)),
            below => new("placeholders") { Count = 1 + below(4) }),
        new("two-responses", "whole", _ => "Give two different answers, divided by a line of six asterisks: ******",
            (_, text) => text.Split("******") is [var one, var two] && one.Trim().Length > 0 && two.Trim().Length > 0 && one.Trim() != two.Trim(),
            _ => new("two-responses")),
        new("code-block", "code", _ => "Your answer must hold a Markdown code block between lines of three backticks.",
            (_, text) => CodeFence().Count(text) is >= 2 and var fences && fences % 2 == 0, _ => new("code-block")),
        new("table", "table", c => $"Your answer must hold a Markdown table of {Wordings.Amount(c, "row", "rows")} below its heading.",
            (c, text) => TableRows(text) is > 0 and var rows && c.Compares(rows),
            below => new("table") { Count = 2 + below(3) }),
    ];

    private static bool IsJson(string text)
    {
        var body = text.Trim();
        if (body.StartsWith("```", StringComparison.Ordinal) && body.EndsWith("```", StringComparison.Ordinal) && body.IndexOf('\n', StringComparison.Ordinal) is > 0 and var line && body.Length > line + 4)
            body = body[(line + 1)..^3];
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int TableRows(string text)
    {
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length > MaxRuleChars || !TableRule().IsMatch(lines[i]) || !lines[i - 1].Contains('|', StringComparison.Ordinal)) continue;
            return lines.Skip(i + 1).TakeWhile(l => l.Contains('|', StringComparison.Ordinal)).Count();
        }

        return 0;
    }

    [GeneratedRegex(@"^[ \t]*[*-] +\S", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[ \t]*(\d+)\. +\S", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"<<([^<>\n]+)>>")]
    private static partial Regex Title();

    [GeneratedRegex(@"(?<!\*)\*{1,2}(?![*\s])[^*\n]+(?<!\s)\*{1,2}(?!\*)")]
    private static partial Regex Highlight();

    [GeneratedRegex(@"\[[^\[\]\n]+\]")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[ \t]*```", RegexOptions.Multiline)]
    private static partial Regex CodeFence();

    [GeneratedRegex(@"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$")]
    private static partial Regex TableRule();
}
