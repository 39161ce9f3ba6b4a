using DataPipe.Core.Stages;
using DataPipe.Teachers;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Cli.Costing;

/// <summary>How long answers will be, by those that the ledger has.</summary>
internal static class AnswerLength
{
    /// <summary>Mean length in tokens of a teacher's answers to a stage, in all runs that share the ledger; null when it has none.</summary>
    public static double? MeanOf(TeacherIdentity teacher, string stage, IReadOnlyList<CallTally> calls)
    {
        var (tokens, answers) = (0L, 0L);
        foreach (var call in calls)
        {
            // What is simulated in process has its seed behind.
            var isTeacher = call.Teacher == teacher.EndpointId || call.Teacher.StartsWith(teacher.EndpointId + "?", StringComparison.Ordinal);
            if (!isTeacher || call.Scope.Stage != stage) continue;
            tokens += call.OutputTokens;
            answers += call.Answers + call.NonAnswers;
        }

        return answers == 0 ? null : (double)tokens / answers;
    }

    /// <summary>
    /// The length L at which answers of min(L, longest allowed) tokens have the mean that was found: the ledger does not tell a stage's kinds of request apart,
    /// and one of a few tokens beside one of a thousand would hide most of what the other costs.
    /// </summary>
    /// <param name="asks">All that the stage asks of the teacher.</param>
    /// <param name="meanTokens">Mean over all of it.</param>
    public static double Level(IReadOnlyList<AskPlan> asks, double meanTokens)
    {
        var answers = asks.Sum(Answers);
        var tokens = meanTokens * answers;
        foreach (var ask in asks.OrderBy(a => a.MaxTokens))
        {
            if ((double)ask.MaxTokens * answers >= tokens) break;
            tokens -= (double)ask.MaxTokens * Answers(ask);
            answers -= Answers(ask);
        }

        return answers <= 0 ? meanTokens : tokens / answers;
    }

    private static long Answers(AskPlan ask) => ask.Expected is { } volume ? volume.Requests * volume.Samples : 0;
}
