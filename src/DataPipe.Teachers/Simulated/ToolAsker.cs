using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Simulated;

/// <summary>Asks for tools where a prompt offers them: always when it has to, else when a tool's words occur in what is asked.</summary>
internal static class ToolAsker
{
    private const double ParallelFraction = 0.15;

    /// <summary>The calls, none where the teacher answers itself. Throws <see cref="UnsupportedSchemaException"/> for parameters it cannot make up.</summary>
    public static IReadOnlyList<ToolCall> Calls(Asked asked, ulong hash)
    {
        var prompt = asked.Prompt;
        var kind = prompt.ToolChoice?.Kind ?? ToolChoiceKind.Auto;
        // After a tool has answered, the answer is what is wanted next.
        if (prompt.Tools.Count == 0 || kind == ToolChoiceKind.None || (kind == ToolChoiceKind.Auto && prompt.Messages[^1].Role == Role.Tool))
            return [];
        if (kind == ToolChoiceKind.Named)
            return [Call(prompt.Tools.First(tool => tool.Name == prompt.ToolChoice!.ToolName), asked, hash, 0)];

        var fitting = prompt.Tools.Where(tool => Fits(tool, asked.Text)).ToList();
        if (fitting.Count == 0)
            return kind == ToolChoiceKind.Required ? [Call(asked.Chance.Of(prompt.Tools), asked, hash, 0)] : [];
        var first = Call(fitting[0], asked, hash, 0);
        return fitting.Count > 1 && asked.Chance.Hits(ParallelFraction) ? [first, Call(fitting[1], asked, hash, 1)] : [first];
    }

    private static ToolCall Call(Tool tool, Asked asked, ulong hash, int number)
    {
        using var document = JsonDocument.Parse(tool.ParametersSchema);
        var arguments = new SchemaWriter(document.RootElement, asked).Write();
        // A schema that names no type is a text to the writer; arguments are always an object.
        var id = string.Create(CultureInfo.InvariantCulture, $"call_{Chance.Mix(hash, (ulong)number + 1):x16}");
        return new ToolCall(id, tool.Name, arguments.StartsWith('{') ? arguments : "{}");
    }

    private static bool Fits(Tool tool, string text)
    {
        foreach (var word in ContentWords.Of($"{tool.Name.Replace('_', ' ').Replace('-', ' ')} {tool.Description}"))
        {
            if (word.Length > 3 && text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
