using System.Globalization;
using System.Text;

namespace DataPipe.Teachers.Simulated;

/// <summary>A numbered list of tasks that ends in an open number: continues it, up to task 16 at least. Source: Self-Instruct, arXiv:2212.10560, section 2.2.</summary>
internal sealed class TaskListShape : IAnswerShape
{
    private const int LastTask = 16;
    private const int MaxGiven = 200;

    public string? TryAnswer(Asked asked)
    {
        if (!TryRead(asked.Text, out var header, out var given, out var open))
            return null;
        var closedOnly = header.Contains("classification", StringComparison.OrdinalIgnoreCase);
        var answer = new StringBuilder();
        var last = Math.Max(LastTask, open + 3);
        for (var number = open; number <= last; number++)
        {
            if (number > open)
                answer.Append('\n').Append(CultureInfo.InvariantCulture, $"{number}.");
            answer.Append(' ').Append(TaskInventor.Next(asked.Chance, given, closedOnly));
        }

        return answer.ToString();
    }

    private static bool TryRead(string text, out string header, out List<string> given, out int open)
    {
        header = "";
        given = [];
        open = 0;
        var headerLines = new StringBuilder();
        var expected = 1;
        var pending = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty)
                continue;
            if (pending)
                return false;
            if (TryNumber(line, out var number, out var task) && number == expected && given.Count < MaxGiven)
            {
                expected++;
                pending = task.IsEmpty;
                if (pending)
                    open = number;
                else
                    given.Add(task.ToString());
            }
            else if (expected == 1)
            {
                headerLines.Append(line).Append('\n');
            }
        }

        header = headerLines.ToString();
        return pending && given.Count >= 1;
    }

    private static bool TryNumber(ReadOnlySpan<char> line, out int number, out ReadOnlySpan<char> rest)
    {
        rest = default;
        number = 0;
        var dot = line.IndexOf('.');
        if (dot is < 1 or > 4 || !int.TryParse(line[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;
        rest = line[(dot + 1)..].Trim();
        return true;
    }
}
