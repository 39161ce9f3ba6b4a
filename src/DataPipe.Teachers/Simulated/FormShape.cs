using System.Globalization;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>A request with demands on the form of the answer: an answer that meets those it understands, most of the time. Source of the demands: IFEval, arXiv:2311.07911.</summary>
internal sealed partial class FormShape : IAnswerShape
{
    private const double FollowedFraction = 0.85;

    public string? TryAnswer(Asked asked)
    {
        if (!Demand().IsMatch(asked.Text)) return null;
        var (request, chance) = (asked.Text, asked.Chance);
        var answer = Prose.Paragraph(request.Split('\n')[0], 3 + chance.Below(3), chance);
        if (Follows("capital letters only") && request.Contains("whole answer", StringComparison.Ordinal)) answer = answer.ToUpperInvariant();
        if (Follows("small letters only")) answer = answer.ToLowerInvariant();
        if (Follows("Do not use any comma")) answer = answer.Replace(",", "", StringComparison.Ordinal);
        if (Bullets().Match(request) is { Success: true } bullets && chance.Hits(FollowedFraction))
            answer = $"{answer}\n\n{string.Join('\n', Enumerable.Range(0, int.Parse(bullets.Groups[1].Value, CultureInfo.InvariantCulture)).Select(_ => $"- {chance.Of(Vocabulary.Topics)}"))}";
        if (Follows("double angle brackets")) answer = $"<<{ContentWords.SubjectOf(request)}>>\n\n{answer}";
        if (Starts().Match(request) is { Success: true } start && chance.Hits(FollowedFraction)) answer = $"{start.Groups[1].Value.Trim()}, {answer}";
        if (Ends().Match(request) is { Success: true } finish && chance.Hits(FollowedFraction)) answer = $"{answer} {finish.Groups[1].Value.Trim()}";
        return Follows("double quotation marks") ? $"\"{answer.Replace("\"", "", StringComparison.Ordinal)}\"" : answer;

        bool Follows(string demand) => request.Contains(demand, StringComparison.Ordinal) && chance.Hits(FollowedFraction);
    }

    [GeneratedRegex(@"(?:capital letters only|small letters only|Do not use any|bullet points? in Markdown|double angle brackets|Begin your answer with exactly|End your answer with exactly|double quotation marks)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Demand();

    [GeneratedRegex(@"hold exactly (\d{1,2}) bullet points? in Markdown", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullets();

    [GeneratedRegex(@"Begin your answer with exactly these words: ([A-Z][a-z ]{2,40})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Starts();

    [GeneratedRegex(@"End your answer with exactly this sentence, and nothing behind it: ([^.?!]{2,120}[.?!])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ends();
}
