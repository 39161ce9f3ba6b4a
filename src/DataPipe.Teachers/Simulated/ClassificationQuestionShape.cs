using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>The question whether a task is one of classification: Yes or No by the nature of its instruction.</summary>
internal sealed partial class ClassificationQuestionShape : IAnswerShape
{
    private const int MaxReadChars = 2000;
    private const string Question = "Is it classification?";

    public string? TryAnswer(Asked asked)
    {
        var text = asked.Text.TrimEnd();
        if (!text.EndsWith(Question, StringComparison.OrdinalIgnoreCase)
            || !TaskPrompt.TrySplit(text[..^Question.Length], out _, out var task))
            return null;
        return IsClassification(task) ? "Yes" : "No";
    }

    /// <summary>Whether an instruction asks for one of a few labels.</summary>
    public static bool IsClassification(string instruction) =>
        Signs().IsMatch(instruction.AsSpan(0, Math.Min(instruction.Length, MaxReadChars)));

    [GeneratedRegex(
        @"\b(classif\w*|categori[sz]e|label (the|each|this|these)|determine the (difficulty|category|label|class|tone|genre)|sentiment|true or false|spam|which of the|(decide|determine|tell|detect|identify|say) (if|whether)|is the following|are the following|yes or no|positive or negative|fact or opinion|identify the genre|sort the given|odd one out)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Signs();
}
