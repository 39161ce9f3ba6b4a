namespace DataPipe.Teachers.Simulated;

/// <summary>Scores an answer the way the simulated judge does: does it speak of the question, at a sensible length, without refusing or repeating itself.</summary>
internal static class AnswerRubric
{
    private static readonly string[] Refusals = ["i'm sorry", "i am sorry", "i can't help", "i cannot", "as an ai", "i'm not able", "i am unable"];
    private static readonly string[] Hedges = ["it is hard to say", "i am not sure", "it depends", "perhaps", "might be"];

    /// <summary>A score from about -0.6 to 1.0; equal texts score equally.</summary>
    public static double Score(string question, string answer, string? reference)
    {
        var words = ContentWords.AllOf(answer);
        if (words.Count == 0)
            return -0.6;
        var distinct = new HashSet<string>(words, StringComparer.Ordinal);
        // 40 words say something and 250 still read well; both ends count less and less beyond.
        var length = words.Count < 40 ? words.Count / 40.0 : words.Count <= 250 ? 1 : 250.0 / words.Count;
        var variety = Math.Min(1, distinct.Count / (0.7 * words.Count));
        var score = (0.4 * Overlap(question, distinct)) + (0.35 * length) + (0.25 * variety);
        if (reference is not null)
            score = (0.6 * score) + (0.4 * Overlap(reference, distinct));
        if (Holds(answer, Refusals))
            score -= 0.6;
        if (Holds(answer, Hedges))
            score -= 0.08;
        return score;
    }

    private static double Overlap(string text, HashSet<string> words)
    {
        var wanted = ContentWords.Of(text);
        if (wanted.Count == 0)
            return 0.5;
        var found = 0;
        foreach (var word in wanted)
        {
            if (words.Contains(word.ToLowerInvariant()))
                found++;
        }

        return (double)found / wanted.Count;
    }

    private static bool Holds(string answer, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (answer.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
