using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>The labels an instruction names, or else those its kind of question has.</summary>
internal static partial class ClassLabels
{
    private const int MaxLabels = 5;
    private const int MaxLabelChars = 30;
    private const int MaxReadChars = 600;

    public static IReadOnlyList<string> Of(string instruction)
    {
        if (instruction.Length > MaxReadChars)
            instruction = instruction[..MaxReadChars];
        var match = Named().Match(instruction);
        if (match.Success)
        {
            var labels = Split(match.Groups["labels"].Value);
            if (labels.Count >= 2)
                return labels;
        }

        if (instruction.Contains("sentiment", StringComparison.OrdinalIgnoreCase))
            return ["Positive", "Negative", "Neutral"];
        if (instruction.Contains("spam", StringComparison.OrdinalIgnoreCase))
            return ["Spam", "Not spam"];
        if (instruction.Contains("true or false", StringComparison.OrdinalIgnoreCase))
            return ["True", "False"];
        return ["Yes", "No"];
    }

    private static List<string> Split(string list)
    {
        var labels = new List<string>();
        foreach (var range in Separator().EnumerateSplits(list))
        {
            var label = Article().Replace(list[range].Trim(), "");
            if (label.Length is > 0 and <= MaxLabelChars && labels.Count < MaxLabels && !labels.Contains(label, StringComparer.OrdinalIgnoreCase))
                labels.Add(char.ToUpperInvariant(label[0]) + label[1..]);
        }

        return labels;
    }

    // "as positive, negative or neutral", "is about food or travel", "a fact or an opinion", "the difficulty: easy, medium or hard";
    // and single words at the end of a question: "is the comment polite or rude?"
    [GeneratedRegex(
        @"(\bas|\binto|\bis about|\bis(?= (an?|true|spam)\b)|\bstates|\bit is|:|\() *(?<labels>[\w '-]{1,40}(, *[\w '-]{1,40}){0,6},? or [\w '-]{1,40}?)(?=[.?;)]|$)|\bis .{1,120}?(?<labels>\b[\w-]{1,30}(, *[\w-]{1,30}){0,6},? or [\w-]{1,30})( \w{1,30})?\?|\b(is|are) (?<labels>[\w-]{1,30}(, *[\w-]{1,30}){0,6},? or [\w-]{1,30})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@",? or |, *", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(an?|the) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Article();
}
