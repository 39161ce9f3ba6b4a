namespace DataPipe.Teachers.Simulated;

/// <summary>Whether two prompts ask for the same: they do when hardly a word is in one alone.</summary>
internal sealed class SamePromptShape : IAnswerShape
{
    private const string First = "[First Prompt]";
    private const string Second = "[Second Prompt]";
    private const string Verdict = "[Verdict]";
    private const int MinNewWords = 3;

    public string? TryAnswer(Asked asked)
    {
        if (!Sections.EndsWith(asked.Text, Verdict)) return null;
        if (Sections.Under(asked.Text, First, Second) is not { } first || Sections.Under(asked.Text, Second, Verdict) is not { } second) return null;
        var known = new HashSet<string>(ContentWords.AllOf(first), StringComparer.Ordinal);
        var added = ContentWords.AllOf(second).Distinct(StringComparer.Ordinal).Count(word => !known.Contains(word));
        return added < MinNewWords ? "The second prompt asks for what the first one asks for. [[same]]" : "The second prompt asks for more. [[different]]";
    }
}
