namespace DataPipe.Teachers.Simulated;

/// <summary>Any question or instruction: a paragraph, a list or some code with its words, of a quality that varies with the temperature.</summary>
internal sealed class PlainAnswerShape : IAnswerShape
{
    private static readonly string[] Refusals =
    [
        "I'm sorry, but I can't help with that request.",
        "As an AI language model, I cannot do this. Is there something else I can help with?",
        "I am unable to answer that, as it lies outside what I was trained for.",
    ];

    private static readonly string[] Hedges =
    [
        "It is hard to say without more context. ", "I am not sure this covers everything you need. ", "It depends on the circumstances. ",
    ];

    private static readonly string[] Short = ["It comes down to {k}.", "Mostly {k}.", "Start with {k} and see.", "Probably {k}, but that varies."];

    public string? TryAnswer(Asked asked) => Answer(asked.Text, asked.Temperature, asked.Chance);

    /// <summary>An answer to a request; at temperature 0 always one without deliberate faults.</summary>
    public static string Answer(string request, double temperature, Chance chance)
    {
        var heat = Math.Min(temperature, 1.5);
        var fate = chance.Fraction();
        if (fate < 0.05 * heat)
            return chance.Of(Refusals);
        if (ForeignEcho.TryAnswer(request, 2 + chance.Below(4)) is { } echo)
            return echo;
        if (fate < 0.17 * heat)
            return chance.Of(Short).Replace("{k}", ContentWords.SubjectOf(request), StringComparison.Ordinal);
        if (fate < 0.29 * heat)
            return chance.Of(Hedges) + Prose.Paragraph(request, 2 + chance.Below(2), chance);
        if (fate < 0.37 * heat)
        {
            var sentence = Prose.Paragraph(request, 2, chance);
            return $"{sentence} {sentence} {sentence}";
        }

        if (Asks(request, "function", "code", "regular expression", "program"))
            return Code(request, chance);
        if (Asks(request, "list", "steps", "checklist", "bullet", "outline", "plan", "name"))
            return Prose.List(request, 3 + chance.Below(4), chance.Hits(0.5), chance);
        var longer = Asks(request, "story", "essay", "speech", "letter", "detail") ? 4 : 0;
        return Prose.Paragraph(request, 3 + longer + chance.Below(4), chance);
    }

    private static bool Asks(string request, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (request.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string Code(string request, Chance chance)
    {
        var words = ContentWords.Of(request);
        var name = words.Count > 0 ? string.Concat(chance.Of(words).Where(char.IsAsciiLetter)).ToLowerInvariant() : "";
        name = name.Length > 0 ? name : "value";
        return $"""
            def count_{name}(items):
                result = dict()
                for item in items:
                    result[item] = result.get(item, 0) + 1
                return result

            {Prose.Paragraph(request, 2, chance)}
            """.ReplaceLineEndings("\n");
    }
}
