using System.Security.Cryptography;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Prompts;

/// <summary>A prompt that lies in a file of its own: a head with name and version, then the sections <c>## system</c> (may be missing) and <c>## user</c> with <c>{{placeholders}}</c>.</summary>
public sealed class PromptTemplate
{
    private readonly PromptText? _system;
    private readonly PromptText _user;

    private PromptTemplate(string name, string version, string hash, PromptText? system, PromptText user)
    {
        (Name, Version, Hash, _system, _user) = (name, version, hash, system, user);
    }

    /// <summary>Name from the head.</summary>
    public string Name { get; }

    /// <summary>Version from the head.</summary>
    public string Version { get; }

    /// <summary>First 8 hexadecimal digits of the SHA-256 of the file's text with line feeds as line ends.</summary>
    public string Hash { get; }

    /// <summary><c>name@version:hash</c>, as provenance has it.</summary>
    public string Identity => $"{Name}@{Version}:{Hash}";

    /// <summary>Loads the prompt that an option names; its mistakes are faults of the setup, and what is returned then is empty.</summary>
    public static PromptTemplate Load(IStageSetup setup, FilePattern file, string option, params IReadOnlyList<string> placeholders) =>
        setup.ReadText(file, option) is { } text ? Parse(text, file.Pattern, placeholders, setup.Faults) : new("", "", "", null, new PromptText(""));

    /// <summary>Reads a prompt. Faults: DP1201 malformed file, DP1202 a placeholder is missing, DP1203 a placeholder is unknown, DP1204 the head declares other placeholders than the text has.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="placeholders">The placeholders that are filled; the prompt must have each.</param>
    /// <param name="faults">Takes the mistakes.</param>
    public static PromptTemplate Parse(string text, string file, IReadOnlyList<string> placeholders, FaultList faults)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var lines = text.Split('\n');
        var head = PromptFrontMatter.Read(lines, (line, message) => Report("DP1201", line, message));
        string? system = null, user = null;
        var section = "";
        var body = new StringBuilder();
        for (var i = head.End; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd() is not ("## system" or "## user"))
            {
                body.Append(lines[i]).Append('\n');
                continue;
            }

            Close(i);
            section = lines[i].Trim();
        }

        Close(lines.Length);
        if (string.IsNullOrEmpty(user)) Report("DP1201", lines.Length, "the prompt has no text in a section '## user'");

        var prompt = new PromptTemplate(
            head.Name,
            head.Version,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8],
            string.IsNullOrEmpty(system) ? null : new PromptText(system),
            new PromptText(user ?? ""));
        CheckPlaceholders([.. (prompt._system?.Placeholders ?? []).Concat(prompt._user.Placeholders).Distinct()], head.Placeholders);
        return prompt;

        void Report(string code, int line, string message) => faults.Add(code, message, new SourcePosition(file, line, 1));

        void Close(int line)
        {
            var content = body.ToString().Trim();
            body.Clear();
            if (section.Length == 0)
            {
                // Without a head the file's beginning was reported already.
                if (content.Length > 0 && head.End > 0) Report("DP1201", head.End + 1, "text stands before the first section: begin it with '## system' or '## user'");
            }
            else if ((section == "## system" ? system : user) is not null) Report("DP1201", line, $"the section '{section}' stands twice");
            else if (section == "## system") system = content;
            else user = content;
        }

        void CheckPlaceholders(IReadOnlyList<string> used, List<string>? declared)
        {
            foreach (var name in placeholders)
                if (!used.Contains(name))
                    Report("DP1202", lines.Length, $"the prompt has no placeholder '{{{{{name}}}}}', which this stage fills");
            foreach (var name in used)
                if (!placeholders.Contains(name))
                    Report("DP1203", LineOf(name), $"unknown placeholder '{{{{{name}}}}}'{NearestName.Hint(name, placeholders)}");
            if (declared is null) return;
            foreach (var name in declared.Except(used)) Report("DP1204", 1, $"the head declares the placeholder '{name}', which the text does not have");
            foreach (var name in used.Except(declared)) Report("DP1204", LineOf(name), $"the text has the placeholder '{name}', which the head does not declare");
        }

        int LineOf(string placeholder) => Array.FindIndex(lines, head.End, l => l.Contains("{{" + placeholder + "}}", StringComparison.Ordinal)) + 1;
    }

    /// <summary>The messages with the placeholders filled.</summary>
    /// <exception cref="KeyNotFoundException">A placeholder has no value.</exception>
    public IReadOnlyList<Message> Fill(IReadOnlyDictionary<string, string> values)
    {
        var user = new Message(Role.User, _user.Fill(values));
        return _system is null ? [user] : [new Message(Role.System, _system.Fill(values)), user];
    }

    /// <summary>Messages of a prompt.</summary>
    public int MessageCount => _system is null ? 1 : 2;

    /// <summary>Size of the messages in bytes of UTF-8 when what fills its placeholders has these sizes.</summary>
    /// <exception cref="KeyNotFoundException">A placeholder has no size.</exception>
    public double SizeBytes(IReadOnlyDictionary<string, double> sizesBytes) => _user.SizeBytes(sizesBytes) + (_system?.SizeBytes(sizesBytes) ?? 0);

    /// <summary>The size of the user's part alone, in bytes of UTF-8.</summary>
    public double UserSizeBytes(string placeholder, double sizeBytes) => _user.SizeBytes(new Dictionary<string, double> { [placeholder] = sizeBytes });

    /// <summary>The size with one placeholder.</summary>
    public double SizeBytes(string placeholder, double sizeBytes) => SizeBytes(new Dictionary<string, double> { [placeholder] = sizeBytes });

    /// <summary>The messages of a prompt with one placeholder.</summary>
    public IReadOnlyList<Message> Fill(string placeholder, string value) => Fill(new Dictionary<string, string> { [placeholder] = value });
}
