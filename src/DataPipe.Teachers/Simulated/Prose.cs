using System.Text;

namespace DataPipe.Teachers.Simulated;

/// <summary>Writes plausible English about the words of a request. It states nothing that anyone should believe.</summary>
internal static class Prose
{
    private static readonly string[] Openings =
    [
        "{S} depends above all on {quality}, and everything else follows from that.",
        "To understand {s}, it helps to look at {k} first.",
        "The short answer is that {s} works best with {quality}.",
        "There are several ways to look at {s}, but most people begin with {k}.",
        "{S} may seem simple, yet {k} makes it worth a closer look.",
        "In most cases {s} comes down to {k} and {quality}.",
        "Anyone who deals with {s} soon notices how much {k} matters.",
    ];

    private static readonly string[] Middles =
    [
        "A useful first step is to separate {k} from {k2}, because the two are often confused.",
        "For example, {person} could start with {k} and check the result after a week.",
        "{Quality} keeps the effort small, while {k} decides how far it carries.",
        "This is also why {k} is usually handled before {k2}.",
        "Where {k} is missing, {quality} can make up for part of it.",
        "Seen from {place}, the same question about {k} looks rather different.",
        "The costs stay low as long as {k} and {k2} are considered together.",
        "Many guides mention {k}, although {k2} has the larger effect in practice.",
        "It is worth writing down what is known about {k} and what is merely assumed.",
        "A comparison with {topic} shows the same pattern on a smaller scale.",
        "If {k} changes, {k2} has to be reviewed as well.",
        "Experience with {topic} suggests that {quality} pays off within months.",
        "The main risk lies in treating {k} as settled when it is not.",
        "People who work with {k} every day rely on {quality} rather than on rules alone.",
    ];

    private static readonly string[] Closings =
    [
        "In short, {s} rewards {quality}.", "Taken together, this makes {s} easier to judge.", "With that in mind, {k} is a sensible place to begin.",
        "So the best next step is to test {k} on a small scale.", "That is usually enough for {audience} to decide.",
        "Whoever keeps {k} in view will rarely go wrong with {s}.",
    ];

    private static readonly string[] Items =
    [
        "{K}: begin here, since it affects {k2}.", "{Quality} around {k}.", "A look at {topic} for contrast.", "Notes on {k2}, kept up to date.",
        "A clear owner for {k}.", "One small trial before {k} is changed.", "Feedback from {person}.", "A fixed date to review {k}.",
    ];

    /// <summary>A paragraph of the given number of sentences on what a request is about.</summary>
    public static string Paragraph(string request, int sentences, Chance chance)
    {
        var words = ContentWords.Of(request);
        var subject = ContentWords.SubjectOf(request);
        var text = new StringBuilder();
        for (var i = 0; i < sentences; i++)
        {
            if (i > 0)
                text.Append(' ');
            var frames = i == 0 ? Openings : i == sentences - 1 ? Closings : Middles;
            text.Append(Sentence(chance.Of(frames), subject, words, chance));
        }

        return text.ToString();
    }

    /// <summary>A list with a line of introduction.</summary>
    public static string List(string request, int items, bool numbered, Chance chance)
    {
        var words = ContentWords.Of(request);
        var subject = ContentWords.SubjectOf(request);
        var text = new StringBuilder(Sentence("Here is what matters for {s}:", subject, words, chance));
        for (var i = 1; i <= items; i++)
        {
            text.Append('\n').Append(numbered ? $"{i}. " : "- ").Append(Sentence(chance.Of(Items), subject, words, chance));
        }

        return text.ToString();
    }

    /// <summary>A short passage for a task to work on.</summary>
    public static string Passage(Chance chance, int sentences) => Paragraph(chance.Of(Vocabulary.Topics), sentences, chance);

    private static string Sentence(string frame, string subject, List<string> words, Chance chance)
    {
        var key = Key(words, chance);
        var other = Key(words, chance);
        var text = new StringBuilder(frame)
            .Replace("{S}", Capitalised(subject)).Replace("{s}", subject)
            .Replace("{K}", Capitalised(key)).Replace("{k}", key).Replace("{k2}", other == key ? chance.Of(Vocabulary.Qualities) : other)
            .Replace("{Quality}", Capitalised(chance.Of(Vocabulary.Qualities)));
        // Words of the request may hold braces of their own only if they are not letters; content words never do.
        return TaskInventor.Fill(text.ToString(), chance);
    }

    private static string Key(List<string> words, Chance chance) =>
        words.Count > 0 && chance.Hits(0.85) ? chance.Of(words) : chance.Of(Vocabulary.Qualities);

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
