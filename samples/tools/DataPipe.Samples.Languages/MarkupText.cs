using System.Text.RegularExpressions;

namespace DataPipe.Samples.Languages;

/// <summary>Paragraphs of pages in HTML and Mallard, as handbooks have them.</summary>
internal static partial class MarkupText
{
    /// <summary>What stands between the tags of blocks in <paramref name="page"/>; tags within a paragraph are left in it.</summary>
    internal static IEnumerable<string> Paragraphs(string page)
    {
        foreach (var block in Block().Split(NotText().Replace(page, " ")))
            if (block.Length > 20) yield return block;
    }

    [GeneratedRegex("</?(p|div|h[1-6]|li|ul|ol|td|th|tr|table|title|item|dt|dd|dl|br|section|header|body|html|page|note|terms|steps|list)\\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("<(script|style|pre|code|head|screen)\\b.*?</\\1>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex NotText();
}
