using System.Globalization;
using DataPipe.Core.Stages;
using DataPipe.Teachers;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Cli.Costing;

/// <summary>How long answers will be, by those that the ledger has.</summary>
internal static class AnswerLength
{
    /// <summary>Mean length in tokens of a teacher's answers to a stage, in all runs that share the ledger; null when it has none.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="seed">Its seed, where it is simulated in process.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="calls">What the ledger has.</param>
    public static double? MeanOf(TeacherIdentity teacher, long seed, string stage, IReadOnlyList<CallTally> calls)
    {
        // What is simulated in process has its seed behind.
        var seeded = string.Create(CultureInfo.InvariantCulture, $"{teacher.EndpointId}?seed={seed}");
        var (tokens, answers) = (0L, 0L);
        foreach (var call in calls)
        {
            if ((call.Teacher != teacher.EndpointId && call.Teacher != seeded) || call.Scope.Stage != stage) continue;
            tokens += call.OutputTokens;
            answers += call.Answers + call.NonAnswers;
        }

        return answers == 0 ? null : (double)tokens / answers;
    }

    /// <summary>
    /// The factor F at which answers of min(F times their usual length, longest allowed) tokens have the mean that was found: the ledger does not tell a stage's kinds of request apart,
    /// and one of a few tokens beside one of a thousand would hide most of what the other costs. Where no usual length is known at all, F is the length.
    /// </summary>
    /// <param name="asks">All that the stage asks of the teacher.</param>
    /// <param name="meanTokens">Mean over all of it.</param>
    public static double Level(IReadOnlyList<AskPlan> asks, double meanTokens)
    {
        var usual = asks.Sum(a => Answers(a) * Usual(a, asks));
        var tokens = meanTokens * asks.Sum(Answers);
        foreach (var ask in asks.OrderBy(a => a.MaxTokens / Usual(a, asks)))
        {
            if (ask.MaxTokens / Usual(ask, asks) * usual >= tokens) break;
            tokens -= (double)ask.MaxTokens * Answers(ask);
            usual -= Answers(ask) * Usual(ask, asks);
        }

        return usual <= 0 ? meanTokens : tokens / usual;
    }

    /// <summary>Length of an answer in tokens, at that factor.</summary>
    public static double At(double level, AskPlan ask, IReadOnlyList<AskPlan> asks) => Math.Min(ask.MaxTokens, level * Usual(ask, asks));

    private static double Usual(AskPlan ask, IReadOnlyList<AskPlan> asks) => asks.All(a => a.UsualTokens is null) ? 1 : Math.Max(1, ask.UsualTokens ?? CostEstimate.GuessedTokens(ask.MaxTokens));

    private static long Answers(AskPlan ask) => ask.Expected is { } volume ? volume.Requests * volume.Samples : 0;
}
