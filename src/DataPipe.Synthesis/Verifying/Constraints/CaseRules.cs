namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Rules about capital and small letters and punctuation.</summary>
internal static class CaseRules
{
    public static IReadOnlyList<ConstraintRule> All { get; } =
    [
        new("all-uppercase", "case", _ => "Write your whole answer in English and in capital letters only.",
            (_, text) => text.Any(char.IsUpper) && !text.Any(char.IsLower), _ => new("all-uppercase")),
        new("all-lowercase", "case", _ => "Write your whole answer in English and in small letters only, without any capital.",
            (_, text) => text.Any(char.IsLower) && !text.Any(char.IsUpper), _ => new("all-lowercase")),
        new("capital-words", "case", c => $"{Sentence(Wordings.Amount(c, "word", "words"))} of your answer must be written in capital letters only.",
            (c, text) => c.Compares(AnswerText.Words(text).Count(w => w.Count(char.IsUpper) > 1 && !w.Any(char.IsLower))),
            below => new("capital-words") { Count = 2 + below(4), Relation = Wordings.Relation(below) }),
        new("no-commas", "punctuation", _ => "Do not use any comma.",
            (_, text) => text.AsSpan().IndexOfAny(",，、") < 0, _ => new("no-commas")),
        new("exclamations", "punctuation", c => $"Use {Wordings.Amount(c, "exclamation mark", "exclamation marks")}.",
            (c, text) => c.Compares(text.Count(ch => ch is '!' or '！')),
            below => new("exclamations") { Count = 1 + below(3), Relation = "at-least" }),
        new("no-digits", "digits", _ => "Do not use any digit; write numbers in words.",
            (_, text) => !text.Any(char.IsDigit), _ => new("no-digits")),
    ];

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
