using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>A request for tasks of one kind, which is given as lines of names and values: a numbered list of tasks that speak of its first value. Source of the form: persona-driven synthesis, arXiv:2406.20094.</summary>
internal sealed partial class CellTasksShape : IAnswerShape
{
    private const string Kind = "[Kind of Tasks]";
    private const string New = "[New Tasks]";
    private const int UsualCount = 3;
    private const int MaxCount = 50;

    public string? TryAnswer(Asked asked)
    {
        if (!Sections.EndsWith(asked.Text, New) || Sections.Under(asked.Text, Kind, New) is not { Length: > 0 } kind) return null;
        var line = kind.Split('\n')[0];
        var topic = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/')[^1].Trim();
        var count = Count().Match(asked.Text) is { Success: true } wanted ? Math.Clamp(int.Parse(wanted.Groups[1].Value, CultureInfo.InvariantCulture), 1, MaxCount) : UsualCount;
        var text = new StringBuilder();
        for (var i = 1; i <= count; i++)
            text.Append(i == 1 ? "" : "\n").Append(CultureInfo.InvariantCulture, $"{i}. {TaskInventor.Usable(asked.Chance, closedOnly: false)} It should have to do with {topic}.");
        return text.ToString();
    }

    [GeneratedRegex(@"\b(\d{1,2}) (?:\w+ )?tasks\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Count();
}
