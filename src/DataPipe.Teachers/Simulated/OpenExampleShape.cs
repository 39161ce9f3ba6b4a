using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>Numbered examples of named fields and an open one at the end: one more with the same fields. Source: Unnatural Instructions, arXiv:2212.09689, section 2.1.</summary>
internal sealed partial class OpenExampleShape : IAnswerShape
{
    public string? TryAnswer(Asked asked)
    {
        var text = asked.Text.TrimEnd();
        if (!OpenHeading().IsMatch(text) || FirstExample().Match(text) is not { Success: true } first) return null;
        var names = FieldName().Matches(first.Groups[1].Value).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count < 2) return null;
        var (chance, answer) = (asked.Chance, new StringBuilder());
        var lead = Instruction(names[0], text, chance);
        var skipped = chance.Hits(0.05) ? names.Count - 1 : -1;
        for (var i = 0; i < names.Count; i++)
            if (i != skipped)
                answer.Append('\n').Append(names[i]).Append(": ").Append(i == 0 ? lead : Value(names[i], lead, chance));
        return answer.ToString();
    }

    private static string Instruction(string name, string text, Chance chance)
    {
        var given = Regex.Matches(text, $"^{Regex.Escape(name)}:[ ]*(.+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToList();
        return name == "Question" ? $"What should {chance.Of(Vocabulary.People)} know about {chance.Of(Vocabulary.Topics)}?" : TaskInventor.Next(chance, given, closedOnly: false);
    }

    private static string Value(string name, string lead, Chance chance) => name switch
    {
        "Input" => TaskPrompt.NeedsInput(lead) ? TaskPrompt.InputFor(lead, chance) : "None.",
        "Constraints" => ClassificationQuestionShape.IsClassification(lead) ? $"The output must be one of: {string.Join(", ", ClassLabels.Of(lead))}." : "None.",
        _ => Prose.Paragraph(lead, 1 + chance.Below(2), chance),
    };

    [GeneratedRegex(@"\n\s*Example \d{1,3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OpenHeading();

    [GeneratedRegex(@"(?:^|\n)Example 1\n(.*?)\n\s*Example 2(?:\n|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirstExample();

    [GeneratedRegex(@"^([A-Z][a-z]{2,20}):", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FieldName();
}
