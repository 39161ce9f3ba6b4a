using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>Numbered examples of named fields and an open one at the end: one more with the same fields. Source: Unnatural Instructions, arXiv:2212.09689, section 2.1.</summary>
internal sealed partial class OpenExampleShape : IAnswerShape
{
    private const string Heading = "Example ";

    public string? TryAnswer(Asked asked)
    {
        var text = asked.Text.TrimEnd();
        var lastLine = text.AsSpan(text.LastIndexOf('\n') + 1).Trim();
        if (!lastLine.StartsWith(Heading) || !int.TryParse(lastLine[Heading.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return null;
        var first = text.IndexOf($"{Heading}1\n", StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf($"\n{Heading}2\n", first, StringComparison.Ordinal);
        if (second < 0) return null;
        var names = FieldName().Matches(text[first..second]).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
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

    [GeneratedRegex(@"^([A-Z][a-z]{2,20}):", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FieldName();
}
