using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Conversations;

/// <summary>Texts of ShareGPT as people would have typed them: HTML to Markdown, and without what the page's buttons left. Source: FastChat's cleaning, its steps and their order; the code is ours.</summary>
public static partial class ShareGptText
{
    /// <summary>The text, cleaned.</summary>
    public static string Clean(string text)
    {
        text = Wrappers().Replace(text, "");
        if (Markup().IsMatch(text)) text = Markdown(text);
        text = CopiedFence().Replace(text, "```$1\n");
        text = PageOf().Replace(text, "");
        text = CopyCount().Replace(text, "");
        return EmptyFence().Replace(text, "").Trim();
    }

    private static string Markdown(string html)
    {
        var text = new StringBuilder(html.Length);
        Stack<(bool Ordered, int Number)> lists = new();
        var inCode = false;
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            Append(html[at..tag.Index]);
            at = tag.Index + tag.Length;
            var closes = tag.Groups[1].Length > 0;
            switch (tag.Groups[2].Value.ToUpperInvariant())
            {
                case "P" or "TABLE" or "BLOCKQUOTE": Break(2); break;
                case "BR" or "TR": Break(1); break;
                case "TD" or "TH": if (closes) text.Append(" | "); break;
                case "STRONG" or "B": text.Append("**"); break;
                case "EM" or "I": text.Append('*'); break;
                case "CODE": if (!inCode) text.Append('`'); break;
                case "PRE":
                    Break(1);
                    text.Append("```\n");
                    inCode = !closes;
                    break;
                case "UL" or "OL":
                    if (closes && lists.Count > 0) lists.Pop();
                    else if (!closes) lists.Push((tag.Groups[2].Value.Equals("OL", StringComparison.OrdinalIgnoreCase), 0));
                    Break(lists.Count == 0 ? 2 : 1);
                    break;
                case "LI" when !closes:
                    Break(1);
                    if (lists.TryPop(out var list)) lists.Push(list = (list.Ordered, list.Number + 1));
                    text.Append(' ', Math.Max(0, (lists.Count - 1) * 2)).Append(list.Ordered ? $"{list.Number}. " : "- ");
                    break;
                case ['H', >= '1' and <= '6']:
                    Break(2);
                    if (!closes) text.Append('#', tag.Groups[2].Value[1] - '0').Append(' ');
                    break;
                default: break;
            }
        }

        Append(html[at..]);
        return text.ToString().Trim();

        void Append(string piece) => text.Append(WebUtility.HtmlDecode(piece));

        void Break(int lines)
        {
            while (text.Length > 0 && text[^1] == ' ') text.Length--;
            var have = 0;
            while (have < text.Length && text[text.Length - 1 - have] == '\n') have++;
            if (text.Length > 0) text.Append('\n', Math.Max(0, lines - have));
        }
    }

    [GeneratedRegex(@"</?(?:div|span)(?:\s[^<>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Wrappers();

    [GeneratedRegex(@"</(?:p|ul|ol|li|pre|code|strong|em|table|h[1-6])>", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]*)?/?>")]
    private static partial Regex Tag();

    // "pythonCopy code" where a code block begins.
    [GeneratedRegex(@"```\s*([A-Za-z+#]{0,20}?)Copy code\n?")]
    private static partial Regex CopiedFence();

    // "2 / 2" above an answer that was made anew.
    [GeneratedRegex(@"\A\s*\d{1,3} / \d{1,3}\s*")]
    private static partial Regex PageOf();

    [GeneratedRegex(@"Copy\d{1,6} chars / \d{1,6} words")]
    private static partial Regex CopyCount();

    [GeneratedRegex(@"```\s*```")]
    private static partial Regex EmptyFence();
}
