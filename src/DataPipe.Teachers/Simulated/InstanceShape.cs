using System.Globalization;
using System.Text;

namespace DataPipe.Teachers.Simulated;

/// <summary>
/// Instances of a task after solved examples. Input first: numbered examples of input and output, or an output alone; output first, where the
/// examples show class labels: each label and then an input that earns it. Source: Self-Instruct, arXiv:2212.10560, section 2.2.
/// </summary>
internal sealed class InstanceShape : IAnswerShape
{
    private const string LabelMarker = "Class label:";

    public string? TryAnswer(Asked asked)
    {
        if (!TaskPrompt.TrySplit(asked.Text, out var before, out var task))
            return null;
        var openLabel = task.EndsWith(LabelMarker, StringComparison.OrdinalIgnoreCase);
        var instruction = openLabel ? task[..^LabelMarker.Length].TrimEnd() : task;
        if (instruction.Contains("\nOutput:", StringComparison.OrdinalIgnoreCase) || instruction.Length == 0)
            return null;
        if (openLabel || before.Contains(LabelMarker, StringComparison.OrdinalIgnoreCase))
        {
            var labelled = OutputFirst(instruction, asked);
            return openLabel ? labelled[LabelMarker.Length..] : labelled;
        }

        return before.Contains("Output:", StringComparison.OrdinalIgnoreCase) || before.Contains("Example 1", StringComparison.OrdinalIgnoreCase)
            ? InputFirst(instruction, asked)
            : null;
    }

    private static string InputFirst(string instruction, Asked asked)
    {
        var chance = asked.Chance;
        if (!TaskPrompt.NeedsInput(instruction))
            return $"Output: {Output(instruction, "", asked)}";
        var text = new StringBuilder();
        var count = 1 + chance.Below(3);
        for (var i = 1; i <= count; i++)
        {
            var input = TaskPrompt.InputFor(instruction, chance);
            if (i > 1)
                text.Append("\n\n");
            text.Append(CultureInfo.InvariantCulture, $"Example {i}\nInput: {input}\nOutput: {Output(instruction, input, asked)}");
        }

        return text.ToString();
    }

    // A few outputs repeat the input, are empty or break off at a colon, as real ones do.
    private static string Output(string instruction, string input, Asked asked)
    {
        var fate = asked.Chance.Fraction();
        if (fate < 0.03)
            return input;
        if (fate < 0.05)
            return "";
        if (fate < 0.07)
            return "The main points are:";
        if (ClassificationQuestionShape.IsClassification(instruction))
            return asked.Chance.Of(ClassLabels.Of(instruction));
        return Prose.Paragraph($"{instruction} {input}", 1 + asked.Chance.Below(2), asked.Chance);
    }

    private static string OutputFirst(string instruction, Asked asked)
    {
        var chance = asked.Chance;
        var text = new StringBuilder();
        var needsInput = TaskPrompt.NeedsInput(instruction);
        var field = instruction.Contains("sentence", StringComparison.OrdinalIgnoreCase) ? "Sentence" : "Input";
        foreach (var label in ClassLabels.Of(instruction))
        {
            if (text.Length > 0)
                text.Append("\n\n");
            text.Append(LabelMarker).Append(' ').Append(label);
            if (needsInput)
                text.Append('\n').Append(field).Append(": ").Append(TaskPrompt.InputFor(instruction, chance));
        }

        return text.ToString();
    }
}
