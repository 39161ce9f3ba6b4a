using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Samples.Pack;

/// <summary>
/// Turns the light markup of fragments into HTML: paragraphs, headings, lists, tables, quotes, fenced code, posts of a forum ("@@ name | date")
/// and blocks of raw HTML, which begin with a tag and end at a blank line.
/// </summary>
internal static partial class Markup
{
    /// <summary>HTML of a whole body.</summary>
    public static string ToHtml(string body)
    {
        var html = new StringBuilder();
        var lines = body.Split('\n');
        var inPost = false;
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i];
            if (line.Length == 0) i++;
            else if (line.StartsWith("```", StringComparison.Ordinal)) i = Code(html, lines, i);
            else if (line.StartsWith("@@ ", StringComparison.Ordinal)) { Post(html, line[3..], ref inPost); i++; }
            else if (HeadingLine().Match(line) is { Success: true } heading)
            {
                var level = heading.Groups[1].Length;
                html.Append(CultureInfo.InvariantCulture, $"<h{level}>{Inline(heading.Groups[2].Value)}</h{level}>\n");
                i++;
            }
            else if (ListItem().IsMatch(line)) i = List(html, lines, i);
            else i = Paragraph(html, lines, i);
        }
        if (inPost) html.Append("</div></div>\n");
        return html.ToString().TrimEnd('\n');
    }

    /// <summary>Text in which no character is taken for markup of HTML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static int Code(StringBuilder html, string[] lines, int first)
    {
        var end = Array.IndexOf(lines, "```", first + 1);
        if (end < 0) throw new SampleException($"The code after '{lines[first]}' has no end.");
        html.Append(CultureInfo.InvariantCulture, $"<pre><code class=\"language-{lines[first][3..]}\">{Escape(string.Join('\n', lines[(first + 1)..end]))}\n</code></pre>\n");
        return end + 1;
    }

    private static void Post(StringBuilder html, string head, ref bool inPost)
    {
        if (inPost) html.Append("</div></div>\n");
        inPost = true;
        if (head.Split(" | ", 2) is not [var user, var date]) throw new SampleException($"'@@ {head}' wants the form '@@ name | date'.");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"post\"><div class=\"post-head\"><a class=\"user\" href=\"/u/{Escape(user.Replace(' ', '-'))}\">{Escape(user)}</a> <span class=\"date\">{Escape(date)}</span> <a href=\"#\">Quote</a></div><div class=\"post-body\">\n");
    }

    private static int List(StringBuilder html, string[] lines, int first)
    {
        var tag = lines[first].StartsWith("- ", StringComparison.Ordinal) ? "ul" : "ol";
        html.Append(CultureInfo.InvariantCulture, $"<{tag}>\n");
        var i = first;
        for (; i < lines.Length && ListItem().Match(lines[i]) is { Success: true } item; i++) html.Append(CultureInfo.InvariantCulture, $"<li>{Inline(item.Groups[1].Value)}</li>\n");
        html.Append(CultureInfo.InvariantCulture, $"</{tag}>\n");
        return i;
    }

    private static int Paragraph(StringBuilder html, string[] lines, int first)
    {
        var end = first;
        while (end < lines.Length && lines[end].Length > 0) end++;
        var block = lines[first..end];
        if (block[0][0] == '<') html.AppendJoin('\n', block).Append('\n');
        else if (block[0][0] == '|') Table(html, block);
        else if (block[0].StartsWith("> ", StringComparison.Ordinal)) html.Append(CultureInfo.InvariantCulture, $"<blockquote><p>{Inline(string.Join('\n', block.Select(line => line.TrimStart('>', ' '))))}</p></blockquote>\n");
        else html.Append(CultureInfo.InvariantCulture, $"<p>{Inline(string.Join('\n', block))}</p>\n");
        return end;
    }

    private static void Table(StringBuilder html, string[] rows)
    {
        html.Append("<table>\n");
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].StartsWith("|---", StringComparison.Ordinal)) continue;
            var cell = i == 0 ? "th" : "td";
            html.Append("<tr>").AppendJoin("", rows[i].Trim('|').Split('|').Select(text => $"<{cell}>{Inline(text.Trim())}</{cell}>")).Append("</tr>\n");
        }
        html.Append("</table>\n");
    }

    // Code first: what it holds is no emphasis.
    private static string Inline(string text) => string.Concat(InlineCode().Split(text).Select((piece, i) => i % 2 == 1
        ? $"<code>{Escape(piece)}</code>"
        : Emphasis().Replace(Strong().Replace(Link().Replace(Escape(piece), "<a href=\"$2\">$1</a>"), "<strong>$1</strong>"), "<em>$1</em>")));

    [GeneratedRegex("^(#{2,4}) (.+)$")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^(?:- |[0-9]+\. )(.+)$")]
    private static partial Regex ListItem();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Emphasis();
}
