using System.Globalization;
using System.Text;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Examples of several named fields as prompts show them: <c>Example 1</c>, then each field behind its name and a colon at the start of a line.</summary>
internal static class FieldBlocks
{
    private const string Heading = "Example";

    /// <summary>The examples one after the other, with blank lines between.</summary>
    /// <param name="names">Names of the fields.</param>
    /// <param name="examples">Values of the fields of each example.</param>
    public static string Write(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> examples)
    {
        var text = new StringBuilder();
        for (var i = 0; i < examples.Count; i++)
        {
            if (i > 0) text.Append("\n\n");
            text.Append(CultureInfo.InvariantCulture, $"{Heading} {i + 1}");
            for (var field = 0; field < names.Count; field++) text.Append('\n').Append(names[field]).Append(": ").Append(examples[i][field].Trim());
        }

        return text.ToString();
    }

    /// <summary>The values of the fields of one example, in the order of <paramref name="names"/>; empty where a field is missing. A field that comes twice, or out of order, ends the reading.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> names, string reply)
    {
        var values = new string[names.Count];
        Array.Fill(values, "");
        var current = -1;
        var value = new StringBuilder();
        foreach (var line in reply.ReplaceLineEndings("\n").Split('\n'))
        {
            var plain = line.AsSpan().TrimStart(" *#").ToString();
            if (plain.StartsWith(Heading + " ", StringComparison.OrdinalIgnoreCase) && plain.Length <= Heading.Length + 6 && current >= 0) break;
            var at = NameOf(names, plain);
            if (at < 0)
            {
                if (current >= 0) value.Append('\n').Append(line);
                continue;
            }

            if (at <= current) break;
            Close();
            current = at;
            value.Append(plain.AsSpan(plain.IndexOf(':', StringComparison.Ordinal) + 1).TrimStart('*'));
        }

        Close();
        return values;

        void Close()
        {
            if (current >= 0) values[current] = value.ToString().Trim();
            value.Clear();
        }
    }

    private static int NameOf(IReadOnlyList<string> names, string line)
    {
        for (var i = 0; i < names.Count; i++)
            if (line.StartsWith(names[i], StringComparison.OrdinalIgnoreCase) && line.AsSpan(names[i].Length).TrimStart("* ").StartsWith(":"))
                return i;
        return -1;
    }
}
