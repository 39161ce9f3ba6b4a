using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Preferences;

/// <summary>What a whole run of a preference stage asks: the answers of each teacher, and the judge about every two of them in both orders.</summary>
internal sealed class PreferenceAsks(PreferenceParts parts)
{
    // Ours: a judge gives its reasons in some sentences before its verdict.
    private const double UsualVerdictTokens = 120;

    /// <summary>The requests; nothing is known of their number while the prompts are not there.</summary>
    public async Task<IReadOnlyList<AskPlan>> OfAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        var options = parts.Options;
        if (options.Teachers.Count == 0) return [];
        var questions = inputs is null ? null : await QuestionsAsync(inputs, records, cancellation);
        List<AskPlan> asks = [];
        for (var teacher = 0; teacher < options.Teachers.Count; teacher++)
        {
            var answers = options.AnswersOf(teacher);
            if (answers == 0) continue;
            var size = parts.Answer.SizeBytes("prompt", questions?.MeanTurnsBytes ?? 0);
            asks.Add(new AskPlan(
                parts.Teachers[teacher].Name, "answers",
                questions is null ? null : new AskVolume(questions.Count, size, answers),
                // A server that gives one answer however many are wanted is asked once for each.
                questions is null ? null : new AskVolume(questions.Count * answers, size, 1),
                options.AnswerMaxTokens, parts.Answer.MessageCount + (questions?.MaxTurns ?? 1) - 1));
        }

        var comparisons = (questions?.Count ?? 0) * options.Answers * (options.Answers - 1);
        asks.Add(new AskPlan(
            parts.Judge.Name, "judgements",
            questions is null ? null : new AskVolume(comparisons, Size(0), 1),
            questions is null ? null : new AskVolume(comparisons, Size(options.AnswerMaxTokens * TextSize.MaxBytesPerToken), 1),
            options.JudgeMaxTokens, parts.Pairwise.MessageCount)
        {
            UsualTokens = UsualVerdictTokens,
            Carries = [new CarriedAnswers("answers", 2)],
        });
        return asks;

        double Size(double answerBytes) =>
            parts.Pairwise.SizeBytes(new Dictionary<string, double> { ["question"] = questions?.MeanTranscriptBytes ?? 0, ["answer_a"] = answerBytes, ["answer_b"] = answerBytes });
    }

    // Samples without a question are not asked about; the mean is over those that are, so that it times their number is all there is.
    private static async Task<Questions> QuestionsAsync(IReadOnlyList<StageInput> inputs, IInputRecords records, CancellationToken cancellation)
    {
        var (count, turnsBytes, transcriptBytes, maxTurns) = (0L, 0L, 0L, 1);
        for (var dataset = 0; dataset < inputs.Count; dataset++)
        {
            foreach (var shard in inputs[dataset].Shards)
            {
                await foreach (var batch in records.ReadAsync<Sample>(new TaskInput(dataset, shard), cancellation))
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        var prompt = Conversation.PromptOf(batch[i]);
                        if (prompt.Count == 0) continue;
                        count++;
                        turnsBytes += ChatMessage.CountBytes(prompt);
                        transcriptBytes += Encoding.UTF8.GetByteCount(Conversation.Transcript(prompt));
                        maxTurns = Math.Max(maxTurns, prompt.Count);
                    }
                }
            }
        }

        return new Questions(count, count == 0 ? 0 : (double)turnsBytes / count, count == 0 ? 0 : (double)transcriptBytes / count, maxTurns);
    }

    private sealed record Questions(long Count, double MeanTurnsBytes, double MeanTranscriptBytes, int MaxTurns);
}
