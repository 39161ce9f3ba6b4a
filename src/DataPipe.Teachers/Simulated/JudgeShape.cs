using System.Globalization;

namespace DataPipe.Teachers.Simulated;

/// <summary>A judge's prompt: compares two answers and ends in [[A]], [[B]] or [[C]], or rates one and ends in [[1]] to [[10]].</summary>
internal sealed class JudgeShape : IAnswerShape
{
    // Large enough that about one swap in eight is inconsistent on answers of mixed quality.
    private const double PositionBias = 0.012;
    private const double TieMargin = 0.008;

    public string? TryAnswer(Asked asked)
    {
        if (Compare(asked.Text) is { } winner)
        {
            var reason = winner switch
            {
                'A' => "Assistant A stays closer to the question and is more complete, while Assistant B leaves more open.",
                'B' => "Assistant B stays closer to the question and is more complete, while Assistant A leaves more open.",
                _ => "Both assistants address the question to the same extent and at a similar length.",
            };
            return $"{Prefix(asked.Chance)}{reason}\n\nFinal verdict: [[{winner}]]";
        }

        return Rate(asked.Text) is { } rating
            ? string.Create(CultureInfo.InvariantCulture, $"{Prefix(asked.Chance)}The answer {(rating >= 7 ? "covers the question well" : rating >= 4 ? "covers part of the question" : "hardly addresses the question")}.\n\nRating: [[{rating}]]")
            : null;
    }

    /// <summary>'A', 'B' or 'C' for a tie; null when the text does not show two answers.</summary>
    public static char? Compare(string text)
    {
        if (!JudgedAnswers.TryPair(text, out var question, out var first, out var second))
            return null;
        if (first == second)
            return 'C';
        var reference = JudgedAnswers.ReferenceOf(text);
        var lead = AnswerRubric.Score(question, first, reference) - AnswerRubric.Score(question, second, reference) + PositionBias;
        return Math.Abs(lead) < TieMargin ? 'C' : lead > 0 ? 'A' : 'B';
    }

    /// <summary>A rating from 1 to 10; null when the text does not show one answer.</summary>
    public static int? Rate(string text)
    {
        if (!JudgedAnswers.TrySingle(text, out var question, out var answer))
            return null;
        var score = AnswerRubric.Score(question, answer, JudgedAnswers.ReferenceOf(text));
        return Math.Clamp((int)Math.Round(1 + (9 * score)), 1, 10);
    }

    private static string Prefix(Chance chance) => chance.Below(3) switch
    {
        0 => "I compared the answers with what was asked. ",
        1 => "Judged by relevance, length and clarity: ",
        _ => "",
    };
}
