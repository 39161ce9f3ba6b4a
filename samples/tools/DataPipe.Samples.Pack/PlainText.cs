using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Samples.Pack;

/// <summary>The text of a page as a WET archive has it: every visible line, boilerplate included, one a block of the page.</summary>
internal static partial class PlainText
{
    /// <summary>The lines of a page without markup, scripts and styles. Only for well-formed pages of our own.</summary>
    public static string OfHtml(string html)
    {
        var text = Tag().Replace(LineBreak().Replace(Invisible().Replace(html.Replace('\n', ' '), " "), "\n"), "");
        var lines = new StringBuilder(text.Length);
        foreach (var line in WebUtility.HtmlDecode(text).Split('\n'))
        {
            var collapsed = Blanks().Replace(line, " ").Trim();
            if (collapsed.Length > 0) lines.Append(collapsed).Append('\n');
        }
        return lines.ToString();
    }

    [GeneratedRegex("<(script|style|noscript)\\b.*?</\\1>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Invisible();

    [GeneratedRegex("</?(?:p|div|h[1-6]|li|ul|ol|tr|table|pre|blockquote|article|section|header|footer|nav|main|aside|title|br|hr|form|body|center)\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t\u00A0]+")]
    private static partial Regex Blanks();
}
