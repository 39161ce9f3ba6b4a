using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Style;

/// <summary>What an answer looks like, whatever it says.</summary>
/// <param name="Opener">Its first two words in lower case; of Chinese the first two characters.</param>
/// <param name="HasList">Whether it has a list.</param>
/// <param name="HasHeading">Whether it has a heading of Markdown.</param>
/// <param name="HasBold">Whether it has bold words.</param>
/// <param name="HasCode">Whether it has a block of code.</param>
/// <param name="HasTable">Whether it has a table.</param>
/// <param name="Hedges">Whether it hedges.</param>
/// <param name="Closes">Whether it ends in a courtesy.</param>
/// <param name="Words">Its words; every Han or kana character counts as one.</param>
public readonly partial record struct AnswerStyle(string Opener, bool HasList, bool HasHeading, bool HasBold, bool HasCode, bool HasTable, bool Hedges, bool Closes, int Words)
{
    private const int LooksAtChars = 20_000;

    /// <summary>Whether any Markdown shows.</summary>
    public bool HasMarkdown => HasList || HasHeading || HasBold || HasCode || HasTable;

    /// <summary>Looks at an answer; of a very long one at its first 20,000 characters, its words excepted.</summary>
    public static AnswerStyle Of(string answer)
    {
        var text = answer.Length > LooksAtChars ? answer[..LooksAtChars] : answer;
        var end = text.Length > 200 ? text[^200..] : text;
        return new AnswerStyle(OpenerOf(text), List().IsMatch(text), Heading().IsMatch(text), Bold().IsMatch(text), text.Contains("```", StringComparison.Ordinal), Table().IsMatch(text), Hedge().IsMatch(text), Courtesy().IsMatch(end),
            Instructions.InstructionFilter.CountWords(answer));
    }

    private static string OpenerOf(string text)
    {
        var words = First().Match(text);
        return words.Success ? words.Value.ToLowerInvariant() : "";
    }

    [GeneratedRegex(@"[\u3400-\u9fff\u3040-\u30ff]{2}|[\p{L}\p{N}'’]+(?:[ ,!]+[\p{L}\p{N}'’]+)?")]
    private static partial Regex First();

    [GeneratedRegex(@"^\s*(?:[-*•]|\d{1,3}[.)、])\s+\S", RegexOptions.Multiline)]
    private static partial Regex List();

    [GeneratedRegex(@"^#{1,6} \S", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\*\*[^*\n]+\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^\s*\|?[\s:]*-{3,}[\s:]*\|", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"\b(?:it'?s important to (?:note|remember)|it is important to (?:note|remember)|it'?s worth noting|keep in mind|generally speaking|in general|it depends|depending on|can vary|may vary|might be|may be|could be|perhaps|possibly|some people|to some extent|not necessarily|consult (?:a|your|with))\b|需要注意|值得注意|一般来说|可能会|取决于|请咨询|因人而异", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hedge();

    [GeneratedRegex(@"\b(?:i hope this helps|hope (?:this|that) helps|let me know if|feel free to|if you have any (?:other |further |more )?questions|happy to help|in conclusion|in summary|overall,|good luck)\b|希望(?:这|以上|对)|如果您?(?:还)?有(?:任何|其他)|总之|综上所述", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();
}
