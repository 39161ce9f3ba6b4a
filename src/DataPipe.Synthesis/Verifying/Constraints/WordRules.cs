using System.Globalization;
using System.Text;
using DataPipe.Text.Language;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Rules about the words and the language of an answer.</summary>
internal static class WordRules
{
    // Words that go with any subject.
    private static readonly string[] Vocabulary =
    [
        "example", "careful", "often", "reason", "simple", "people", "question", "small", "change", "useful", "place", "remember", "slowly", "together", "result", "before",
    ];

    // The languages that our identification tells apart well on short texts.
    private static readonly (string Code, string Name)[] Languages =
    [
        ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("it", "Italian"), ("pt", "Portuguese"), ("ru", "Russian"), ("zh", "Chinese"), ("ja", "Japanese"), ("ar", "Arabic"),
    ];

    public static IReadOnlyList<ConstraintRule> All { get; } =
    [
        new("include-words", "words", c => $"Use the {(c.Words?.Count == 1 ? "word" : "words")} {Wordings.Quoted(c.Words)} in your answer.",
            (c, text) => c.Words?.All(w => AnswerText.Occurrences(text, w) > 0) ?? false,
            below => new("include-words") { Words = Wordings.Some(Vocabulary, 1 + below(3), below) }),
        new("word-frequency", "words", c => $"The word \"{c.Text}\" must occur {Wordings.Amount(c, "time", "times")} in your answer.",
            (c, text) => c.Text is { } word && c.Compares(AnswerText.Occurrences(text, word)),
            below => new("word-frequency") { Text = Vocabulary[below(Vocabulary.Length)], Count = 2 + below(3), Relation = Wordings.Relation(below) }),
        new("forbidden-words", "forbidden", c => $"Do not use the {(c.Words?.Count == 1 ? "word" : "words")} {Wordings.Quoted(c.Words)}.",
            (c, text) => c.Words?.All(w => AnswerText.Occurrences(text, w) == 0) ?? false,
            below => new("forbidden-words") { Words = Wordings.Some(["very", "however", "important", "also", "because", "good", "well", "really"], 1 + below(3), below) }),
        new("letter-frequency", "letters", c => $"The letter \"{c.Text}\" must occur {Wordings.Amount(c, "time", "times")} in your answer, capital or not.",
            (c, text) => c.Text is { Length: > 0 } letter && c.Compares(text.EnumerateRunes().Count(r => string.Equals(r.ToString(), letter, StringComparison.OrdinalIgnoreCase))),
            below => new("letter-frequency") { Text = "bcfgkpvwyz"[below(10)].ToString(), Count = 3 + below(6), Relation = Wordings.Relation(below) }),
        new("response-language", "language", c => $"Answer in {NameOf(c.Text)} only; no other language is allowed.",
            (c, text) => LanguageIdentifier.Identify(Encoding.UTF8.GetBytes(text)).Language == c.Text,
            below => new("response-language") { Text = Languages[below(Languages.Length)].Code }),
        new("no-repeated-words", "words", _ => "No word of more than three letters may occur twice in your answer.",
            (_, text) =>
            {
                HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
                return AnswerText.Words(text).Select(w => w.Trim("\"'.,;:!?()[]*_".ToCharArray())).Where(w => w.Length > 3).All(seen.Add);
            },
            _ => new("no-repeated-words")),
    ];

    private static string NameOf(string? code) => Languages.FirstOrDefault(l => l.Code == code).Name ?? new CultureInfo(code ?? "en").EnglishName;
}
