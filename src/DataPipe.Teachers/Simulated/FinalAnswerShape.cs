using System.Globalization;

namespace DataPipe.Teachers.Simulated;

/// <summary>A request for a solution with the final answer behind "Answer:": steps, and a result that is right for sums most of the time. Source of the form: chain of thought, arXiv:2201.11903.</summary>
internal sealed class FinalAnswerShape : IAnswerShape
{
    private const string Mark = "\"Answer:\"";
    private const double RightFraction = 0.7;

    public string? TryAnswer(Asked asked)
    {
        if (!asked.Prompt.Messages.Any(m => m.Content.Contains(Mark, StringComparison.Ordinal))) return null;
        var chance = asked.Chance;
        var isRight = chance.Hits(RightFraction);
        if (KnownFunctions.Write(asked.Text, isRight) is { } code) return $"{Prose.Paragraph(asked.Text, 1, chance)}\n\n{code}";
        var steps = Prose.Paragraph(asked.Text, 2 + chance.Below(3), chance);
        // Now and then a model forgets the form that was asked for.
        if (chance.Hits(0.04)) return steps;
        return $"{steps}\n\nAnswer: {Result(asked.Text, isRight, chance)}";
    }

    private static string Result(string question, bool isRight, Chance chance)
    {
        if (Arithmetic.ResultOf(question) is { } result)
            return decimal.Round(isRight ? result : result + 1 + chance.Below(9), 6).ToString("0.######", CultureInfo.InvariantCulture);
        // What it cannot work out it guesses, where a number or a set is asked for.
        return question.Contains("exactly", StringComparison.Ordinal) || question.Contains("Give the s", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{chance.Below(9)}")
            : Prose.Paragraph(question, 1, chance);
    }
}
