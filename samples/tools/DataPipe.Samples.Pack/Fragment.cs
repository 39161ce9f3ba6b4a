namespace DataPipe.Samples.Pack;

/// <summary>An article without its site: front matter, a body in light markup, and comments of readers.</summary>
internal sealed record Fragment
{
    private const string CommentsMark = "<!-- comments -->";

    public required string Title { get; init; }
    public string Author { get; init; } = "";
    public string Published { get; init; } = "";
    public string Description { get; init; } = "";
    public string Lang { get; init; } = "en";
    public string Body { get; init; } = "";
    public IReadOnlyList<(string Name, string Text)> Comments { get; init; } = [];

    /// <summary>Reads a fragment. Throws <see cref="SampleException"/> without front matter or title, and for an unknown key.</summary>
    public static Fragment Parse(string source, string file)
    {
        var end = source.IndexOf("\n---\n", StringComparison.Ordinal);
        if (!source.StartsWith("---\n", StringComparison.Ordinal) || end < 0) throw new SampleException($"{file}: a fragment begins with front matter between two lines of three hyphens.");
        var fragment = new Fragment { Title = "" };
        foreach (var line in source[4..end].Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var value = colon < 0 ? "" : line[(colon + 2)..].Trim();
            fragment = (colon < 0 ? line : line[..colon]) switch
            {
                "title" => fragment with { Title = value },
                "author" => fragment with { Author = value },
                "published" => fragment with { Published = value },
                "description" => fragment with { Description = value },
                "lang" => fragment with { Lang = value },
                _ => throw new SampleException($"{file}: '{line}' is no line of front matter; known are title, author, published, description and lang."),
            };
        }
        if (fragment.Title.Length == 0) throw new SampleException($"{file}: the title is missing.");

        var body = source[(end + 5)..];
        var mark = body.IndexOf(CommentsMark, StringComparison.Ordinal);
        if (mark < 0) return fragment with { Body = body.Trim('\n') };
        var comments = body[(mark + CommentsMark.Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Comment(line, file));
        return fragment with { Body = body[..mark].Trim('\n'), Comments = [.. comments] };
    }

    private static (string Name, string Text) Comment(string line, string file) => line.Split(" | ", 2) is [var name, var text]
        ? (name, text)
        : throw new SampleException($"{file}: '{line}' is no comment; it wants the form 'name | text'.");
}
