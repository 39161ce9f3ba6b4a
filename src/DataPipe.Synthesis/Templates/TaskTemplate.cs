using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;

namespace DataPipe.Synthesis.Templates;

/// <summary>
/// One way to turn a row of a data set into an instruction and its answer. A file holds many: each begins with <c>## NAME</c>, then text with <c>{{fields}}</c>, a line <c>|||</c>, and the target. Source of
/// the form: P3 (Sanh et al. 2021, arXiv:2110.08207), where "|||" parts input and target; the placeholders are ours.
/// </summary>
/// <param name="Name">Name of the template.</param>
/// <param name="Input">What the user says.</param>
/// <param name="Target">What is answered.</param>
/// <param name="Hash">First 8 hexadecimal digits of the SHA-256 of its text.</param>
internal sealed partial record TaskTemplate(string Name, string Input, string Target, string Hash)
{
    private const string Border = "|||";

    /// <summary>The templates of a file; mistakes are faults of the setup (DP1306) with their line.</summary>
    public static IReadOnlyList<TaskTemplate> Load(IStageSetup setup, FilePattern file, string option)
    {
        if (setup.ReadText(file, option) is not { } text) return [];
        return Parse(text, file.Pattern, setup.Faults);
    }

    /// <summary>Reads templates; what stands before the first is a comment.</summary>
    public static IReadOnlyList<TaskTemplate> Parse(string text, string file, FaultList faults)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        List<TaskTemplate> templates = [];
        for (var i = 0; i < lines.Length;)
        {
            if (!lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                i++;
                continue;
            }

            var (name, start) = (lines[i][3..].Trim(), ++i);
            while (i < lines.Length && !lines[i].StartsWith("## ", StringComparison.Ordinal)) i++;
            var body = string.Join('\n', lines[start..i]).Trim();
            var parts = body.Split($"\n{Border}\n");
            if (name.Length == 0 || parts.Length != 2 || parts[0].Trim().Length == 0 || parts[1].Trim().Length == 0)
                faults.Add("DP1306", $"the template '{name}' is not a name, a text, a line '{Border}' and a target", new SourcePosition(file, start, 1));
            else if (templates.Any(t => t.Name == name)) faults.Add("DP1306", $"the template '{name}' stands twice", new SourcePosition(file, start, 1));
            else templates.Add(new TaskTemplate(name, parts[0].Trim(), parts[1].Trim(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..8]));
        }

        if (templates.Count == 0) faults.Add("DP1306", "the file holds no template: each begins with '## NAME'", new SourcePosition(file, 1, 1));
        return templates;
    }

    /// <summary>The text with the fields of a row. <c>{{a.b}}</c> is field b of field a; <c>{{a.0}}</c> the first of a list; <c>{{a|yes|no}}</c> the word at the place that the number (or false, true) in a says; a list is written with commas.</summary>
    /// <exception cref="FormatException">The row has no such field, or it is no text, number or list.</exception>
    public static string Fill(string text, JsonElement row) => Placeholder().Replace(text, match =>
    {
        var parts = match.Groups[1].Value.Split('|');
        var value = Field(row, parts[0].Trim());
        if (parts.Length == 1) return Written(value, parts[0]);
        var at = value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => -1,
        };
        return at >= 0 && at < parts.Length - 1 ? parts[at + 1].Trim() : throw new FormatException($"'{parts[0].Trim()}' is no number below {parts.Length - 1}");
    });

    private static JsonElement Field(JsonElement row, string path)
    {
        var at = row;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var inner)) at = inner;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength()) at = at[index];
            else throw new FormatException($"the row has no field '{path}'");
        }

        return at;
    }

    private static string Written(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Written(v, path))),
        _ => throw new FormatException($"the field '{path}' is no text"),
    };

    [GeneratedRegex(@"\{\{([^{}\n]+)\}\}")]
    private static partial Regex Placeholder();
}
