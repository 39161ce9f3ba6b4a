using System.Text;

namespace DataPipe.Synthesis.Grounding;

/// <summary>A question with its answer and the quotations that it rests on, as replies have them: lines that begin with <c>Question:</c>, <c>Answer:</c> and <c>Quote:</c>, the last as often as needed.</summary>
internal sealed record GroundedReply(string Question, string Answer, IReadOnlyList<string> Quotes)
{
    /// <summary>All of a reply in order; a part that lacks something is there with that part empty.</summary>
    public static IReadOnlyList<GroundedReply> Parse(string reply)
    {
        List<GroundedReply> all = [];
        var (question, answer) = ("", "");
        List<string> quotes = [];
        var (field, value, begun) = ("", new StringBuilder(), false);
        foreach (var raw in reply.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim().TrimStart('*', '#', ' ');
            var name = NameOf(line);
            if (name is null)
            {
                if (field.Length > 0 && !line.StartsWith("---", StringComparison.Ordinal)) value.Append('\n').Append(raw);
                continue;
            }

            CloseField();
            if (name == "Question" && begun) CloseAll();
            (field, begun) = (name, true);
            value.Append(line[(name.Length + 1)..].TrimStart('*'));
        }

        CloseField();
        if (begun) CloseAll();
        return all;

        void CloseField()
        {
            var text = value.ToString().Trim();
            if (field == "Question") question = text;
            else if (field == "Answer") answer = text;
            else if (field == "Quote" && text.Trim('"', '\u201C', '\u201D').Trim() is { Length: > 0 } quote) quotes.Add(quote);
            value.Clear();
            field = "";
        }

        void CloseAll()
        {
            all.Add(new GroundedReply(question, answer, quotes));
            (question, answer, quotes) = ("", "", []);
        }
    }

    private static string? NameOf(string line)
    {
        foreach (var name in (ReadOnlySpan<string>)["Question", "Answer", "Quote"])
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] == ':')
                return name;
        return null;
    }
}
