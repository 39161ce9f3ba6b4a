using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>Numbered blocks of instruction, input and output between <c>###</c>, with an open instruction at the end: continues them. Source: Alpaca, 2023.</summary>
internal sealed partial class InstructionBlockShape : IAnswerShape
{
    private const int UsualCount = 20;
    private const int MaxCount = 40;

    public string? TryAnswer(Asked asked)
    {
        var trimmed = asked.Text.AsSpan().TrimEnd();
        var open = OpenNumber().Match(trimmed[(trimmed.LastIndexOf('\n') + 1)..].ToString());
        if (!open.Success || !asked.Text.Contains("###", StringComparison.Ordinal))
            return null;
        var number = int.Parse(open.Groups[1].Value, CultureInfo.InvariantCulture);
        var wanted = ListSize().Match(asked.Text);
        var last = wanted.Success ? Math.Clamp(int.Parse(wanted.Groups[1].Value, CultureInfo.InvariantCulture), 1, MaxCount) : UsualCount;
        last = Math.Min(Math.Max(last, number), number + MaxCount);

        var given = new List<string>();
        foreach (Match match in Given().Matches(asked.Text))
            given.Add(match.Groups[1].Value.Trim());
        var answer = new StringBuilder();
        for (var i = number; i <= last; i++)
        {
            if (i > number)
                answer.Append(CultureInfo.InvariantCulture, $"\n###\n{i}. Instruction:");
            AppendBlock(answer, i, given, asked.Chance);
        }

        return answer.ToString();
    }

    private static void AppendBlock(StringBuilder answer, int number, List<string> given, Chance chance)
    {
        var instruction = TaskInventor.Next(chance, given, closedOnly: false);
        var needsInput = TaskPrompt.NeedsInput(instruction);
        var input = needsInput ? TaskPrompt.InputFor(instruction, chance) : "<noinput>";
        var output = ClassificationQuestionShape.IsClassification(instruction)
            ? chance.Of(ClassLabels.Of(instruction))
            : Prose.Paragraph(needsInput ? $"{instruction} {input}" : instruction, 1 + chance.Below(3), chance);
        answer.Append(CultureInfo.InvariantCulture, $" {instruction}\n{number}. Input:\n{input}\n{number}. Output:\n{output}");
    }

    [GeneratedRegex(@"^(\d{1,6})\. Instruction:$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OpenNumber();

    [GeneratedRegex(@"\b(?:list|set|series) of (\d{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListSize();

    [GeneratedRegex(@"^\d{1,6}\. Instruction:[ ]*(\S.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Given();
}
