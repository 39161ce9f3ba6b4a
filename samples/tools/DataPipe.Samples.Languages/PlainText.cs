using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>Messages and paragraphs without markup, placeholders, names of commands and other words that belong to no language.</summary>
internal static partial class PlainText
{
    /// <summary>The words of <paramref name="text"/> with the punctuation between them, and the script most of its letters are of; null when it is not text.</summary>
    internal static (string Text, Script Script)? Of(string text)
    {
        text = Markup().Replace(text, " ");
        text = System.Net.WebUtility.HtmlDecode(text);
        text = Placeholder().Replace(text, " ");
        text = Accelerator().Replace(text, "");
        text = Technical().Replace(text, " ");
        text = Blank().Replace(text, " ").Trim();
        Span<int> letters = stackalloc int[Scripts.Count];
        letters.Clear();
        var others = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
                letters[(int)Scripts.Of(rune.Value)]++;
            else if (!Rune.IsWhiteSpace(rune) && rune.Value is not ('.' or ',' or '\'' or '"' or '-')) others++;
        }
        var (best, all) = (0, 0);
        for (var script = 0; script < letters.Length; script++)
        {
            all += letters[script];
            if (letters[script] > letters[best]) best = script;
        }
        return all >= 8 && others * 5 <= all && letters[best] * 10 >= all * 8 ? (text, (Script)best) : null;
    }

    [GeneratedRegex("</?[a-zA-Z][^<>]*>|<[^<>]{0,40}>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\{\{[^{}]*\}\}|\[\[[^\[\]|]*\||\[https?:\S+|%\(\w+\)\w|%[-+ #0-9.$*hlqjzt]*[a-zA-Z]|%\d|\$\{?\w+\}?|\{[^{}]*\}|\\[nrt]|https?:\S+|www\.\S+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[~&_](?=\p{L})|(?<=\p{L})[~&_]\p{Lu}?|\(&?_?\p{Lu}\)|[\[\]{}|\u00AD\u200B\u2066-\u2069\u200E\u200F]")]
    private static partial Regex Accelerator();

    // Words in capitals, with digits, dots or slashes inside, of mixed case.
    [GeneratedRegex(@"(?<!\S)\S*[/\\@#=<>*^`\d]\S*|\b[A-Z]{2,}\b|\b\p{L}+[a-z][A-Z]\p{L}*|\b\w+[._:]\w\S*|(?<!\S)--?\w\S*")]
    private static partial Regex Technical();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
