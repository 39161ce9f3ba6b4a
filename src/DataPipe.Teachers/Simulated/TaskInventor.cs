using System.Text;

namespace DataPipe.Teachers.Simulated;

/// <summary>Invents task instructions: mostly usable ones, and a few that a careful pipeline has to reject.</summary>
internal static class TaskInventor
{
    /// <summary>One usable instruction.</summary>
    public static string Usable(Chance chance, bool closedOnly)
    {
        var closed = closedOnly || chance.Hits(0.22);
        var core = Fill(chance.Of(closed ? TaskTemplates.Closed : TaskTemplates.Open), chance);
        if (chance.Hits(0.35))
            core = $"{Fill(chance.Of(Vocabulary.Situations), chance)} {core}";
        // A closed set of labels leaves no room for "write two hundred words".
        if (chance.Hits(0.65))
            core = $"{core} {Fill(chance.Of(closed ? Vocabulary.LabelLimits : Vocabulary.Limits), chance)}";
        return core;
    }

    /// <summary>One instruction for a list that already holds others: about one in five is no good.</summary>
    public static string Next(Chance chance, IReadOnlyList<string> given, bool closedOnly)
    {
        var fate = chance.Fraction();
        if (fate < 0.07 && given.Count > 0)
            return NearDuplicate(chance.Of(given), chance);
        if (fate < 0.09 && given.Count > 0)
            return chance.Of(given);
        if (fate < 0.12)
            return Fill(chance.Of(TaskTemplates.TooShort), chance);
        if (fate < 0.18)
            return Fill(chance.Of(TaskTemplates.Unusable), chance);
        if (fate < 0.19)
            return $"- {Usable(chance, closedOnly)}";
        return fate < 0.2 ? $"Ähnlich wie zuvor: {Usable(chance, closedOnly)}" : Usable(chance, closedOnly);
    }

    /// <summary>Fills the slots of a template from the vocabulary.</summary>
    public static string Fill(string template, Chance chance)
    {
        var text = new StringBuilder(template.Length + 40);
        var rest = template.AsSpan();
        while (true)
        {
            var open = rest.IndexOf('{');
            if (open < 0)
                return text.Append(rest).ToString();
            var close = rest.IndexOf('}');
            text.Append(rest[..open]).Append(rest[(open + 1)..close] switch
            {
                "topic" or "topic2" => chance.Of(Vocabulary.Topics),
                "topic1w" => LastWord(chance.Of(Vocabulary.Topics)),
                "person" or "person2" => chance.Of(Vocabulary.People),
                "place" => chance.Of(Vocabulary.Places),
                "thing" => chance.Of(Vocabulary.Things),
                "audience" => chance.Of(Vocabulary.Audiences),
                "form" => chance.Of(Vocabulary.Forms),
                "item" => chance.Of(Vocabulary.Items),
                "labels" => chance.Of(Vocabulary.LabelSets),
                "quality" => chance.Of(Vocabulary.Qualities),
                var unknown => throw new InvalidOperationException($"No slot '{unknown}'."),
            });
            rest = rest[(close + 1)..];
        }
    }

    private static string LastWord(string phrase) => phrase[(phrase.LastIndexOf(' ') + 1)..];

    private static string NearDuplicate(string given, Chance chance) => chance.Below(3) switch
    {
        0 => $"Please {char.ToLowerInvariant(given[0])}{given[1..]}",
        1 => $"{given.TrimEnd('.', '?', ' ')} briefly.",
        _ => $"{given.TrimEnd('.', '?', ' ')}, and explain why.",
    };
}
