using System.Globalization;
using System.Text;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Rules about how long an answer is, and how it is divided.</summary>
internal static class LengthRules
{
    public static IReadOnlyList<ConstraintRule> All { get; } =
    [
        new("words", "length", c => $"Answer with {Wordings.Amount(c, "word", "words")}.",
            (c, text) => c.Compares(AnswerText.Words(text).Count()),
            below => new("words") { Count = 40 + (20 * below(10)), Relation = Wordings.Relation(below) }),
        new("sentences", "length", c => $"Your answer must have {Wordings.Amount(c, "sentence", "sentences")}.",
            (c, text) => c.Compares(AnswerText.Sentences(text)),
            below => new("sentences") { Count = 2 + below(6), Relation = Wordings.Relation(below) }),
        new("paragraphs", "paragraphs", c => $"Write {Wordings.Amount(c, "paragraph", "paragraphs")}, divided by blank lines.",
            (c, text) => c.Compares(AnswerText.Paragraphs(text).Count),
            below => new("paragraphs") { Count = 2 + below(4), Relation = "exactly" }),
        new("paragraph-first-word", "paragraphs", c => string.Create(CultureInfo.InvariantCulture, $"Write at least {c.Count} paragraphs, divided by blank lines. Paragraph {c.Count} must begin with the word \"{c.Text}\"."),
            (c, text) => c.Text is { } word && c.Count is > 0 and { } at && AnswerText.Paragraphs(text) is var paragraphs && paragraphs.Count >= at
                && AnswerText.Words(paragraphs[at - 1]).FirstOrDefault()?.Trim("\"'.,;:!?*_#".ToCharArray()).Equals(word, StringComparison.OrdinalIgnoreCase) == true,
            below => new("paragraph-first-word") { Count = 1 + below(3), Text = Wordings.Some(["Later", "Sometimes", "Nobody", "Meanwhile", "Yesterday", "Therefore"], 1, below)[0] }),
        new("characters", "length", c => $"Your answer must have {Wordings.Amount(c, "character", "characters")}, blanks included.",
            (c, text) => c.Compares(new StringInfo(text).LengthInTextElements),
            below => new("characters") { Count = 150 + (50 * below(8)), Relation = Wordings.Relation(below) }),
        new("lines", "paragraphs", c => $"Write {Wordings.Amount(c, "line", "lines")}; blank lines do not count.",
            (c, text) => c.Compares(text.Split('\n').Count(l => !string.IsNullOrWhiteSpace(l))),
            below => new("lines") { Count = 3 + below(5), Relation = "exactly" }),
        new("sentence-length", "sentences", c => $"No sentence may have more than {(c.Count ?? 1).ToString(CultureInfo.InvariantCulture)} words.",
            (c, text) => LongestSentence(text) <= c.Count,
            below => new("sentence-length") { Count = 10 + (2 * below(6)), Relation = "at-most" }),
    ];

    private static int LongestSentence(string text)
    {
        var longest = 0;
        foreach (var sentence in DataPipe.Text.Words.Sentences.Of(Encoding.UTF8.GetBytes(text)))
            longest = Math.Max(longest, AnswerText.Words(Encoding.UTF8.GetString(sentence)).Count());
        return longest;
    }
}
