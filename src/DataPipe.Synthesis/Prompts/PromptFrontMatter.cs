namespace DataPipe.Synthesis.Prompts;

/// <summary>The head of a prompt file: <c>key: value</c> lines between two lines of three hyphens, and the list of placeholders.</summary>
internal sealed class PromptFrontMatter
{
    private static readonly string[] Keys = ["name", "version", "description", "placeholders"];

    private PromptFrontMatter()
    {
    }

    public string Name { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <summary>The placeholders that the head declares, or null when it declares none.</summary>
    public List<string>? Placeholders { get; private set; }

    /// <summary>Index of the first line behind the head.</summary>
    public int End { get; private set; }

    /// <summary>Reads the head; every mistake goes to <paramref name="report"/> with its line, from 1.</summary>
    public static PromptFrontMatter Read(string[] lines, Action<int, string> report)
    {
        var head = new PromptFrontMatter();
        var end = lines.Length > 0 && lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() == "---") : -1;
        if (end < 0)
        {
            report(1, "a prompt file begins with its name and version between two lines '---'");
            return head;
        }

        head.End = end + 1;
        var key = "";
        for (var i = 1; i < end; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] is ' ' or '\t' or '-') head.Continue(key, line.Trim());
            else if (line.IndexOf(':') is var colon and > 0) head.Begin(key = line[..colon].Trim(), line[(colon + 1)..].Trim(), i + 1, report);
            else report(i + 1, $"'{line}' is not 'key: value'");
        }

        if (head.Name.Length == 0) report(1, "the prompt has no 'name'");
        if (head.Version.Length == 0) report(1, "the prompt has no 'version'");
        return head;
    }

    private void Begin(string key, string value, int line, Action<int, string> report)
    {
        if (!Keys.Contains(key)) report(line, $"unknown key '{key}'{Core.Faults.NearestName.Hint(key, Keys)}");
        else if (key == "name") Name = Unquote(value);
        else if (key == "version") Version = Unquote(value);
        else if (key == "placeholders") Placeholders = [.. value.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Unquote)];
    }

    // A further line of the value before it: of a list of placeholders its next item ('- name' or 'name: meaning'), of a description its text.
    private void Continue(string key, string item)
    {
        if (key != "placeholders") return;
        var name = item.TrimStart('-').Trim();
        if (name.IndexOf(':') is var colon and > 0) name = name[..colon].TrimEnd();
        if (name.Length > 0) Placeholders!.Add(Unquote(name));
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;
}
