using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Judging;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Has every two usable answers of a slice of the prompts judged, in both orders.</summary>
internal sealed class PairAsker(PreferenceParts parts)
{
    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var teacher = NamedTeacher.Open(parts.Source, parts.Judge, context.Warn);
        var judge = new PairwiseJudge(parts.Pairwise, parts.Options.JudgeTemperature, parts.Options.JudgeMaxTokens);
        List<AnsweredPrompt> prompts = [];
        await foreach (var prompt in JsonLines.ReadAsync(
            context, context.FindWork(PreferencesStage.AnswerPhase, task.Index, PreferencesStage.AnswersName), PreferenceRows.Default.AnsweredPrompt, cancellation))
            prompts.Add(prompt);

        List<(AnsweredPrompt Prompt, int First, int Second)> pairs = [];
        foreach (var prompt in prompts)
            for (var first = 0; first < prompt.Answers.Count; first++)
                for (var second = first + 1; second < prompt.Answers.Count; second++)
                    if (prompt.Answers[first].IsUsable && prompt.Answers[second].IsUsable)
                        pairs.Add((prompt, first, second));

        var judged = prompts.ToDictionary(p => p.SampleId, _ => new List<JudgedPair>(), StringComparer.Ordinal);
        var at = 0;
        await foreach (var pair in InOrder.WorkAsync(pairs, teacher.MaxConcurrency, JudgeAsync, cancellation))
            judged[pairs[at++].Prompt.SampleId].Add(pair);
        await JsonLines.WriteAsync(
            context,
            PreferencesStage.RulingsName,
            [.. prompts.Select(p => new JudgedPrompt(p.SampleId, teacher.Identity, teacher.Simulated, judged[p.SampleId]))],
            PreferenceRows.Default.JudgedPrompt,
            cancellation);

        async Task<JudgedPair> JudgeAsync((AnsweredPrompt Prompt, int First, int Second) pair, CancellationToken stop)
        {
            var (first, second) = (pair.Prompt.Answers[pair.First].Text, pair.Prompt.Answers[pair.Second].Text);
            if (AnswerText.IsSame(first, second)) return new JudgedPair(pair.First, pair.Second, true, null, null);
            var question = Conversation.Transcript(pair.Prompt.Prompt);
            var ((forward, forwardCall), (backward, backwardCall)) = await BothAsync(new Comparison(question, first, second), new Comparison(question, second, first), stop);
            return new JudgedPair(pair.First, pair.Second, false, forward, backward) { ForwardCall = forwardCall, BackwardCall = backwardCall };
        }

        // One after the other, so that a task has no more under way than its teacher takes; by batch both at once, so that one batch has both. The failure of one does not wait for the other.
        async Task<((Ruling? Ruling, CallTrace Call) Forward, (Ruling? Ruling, CallTrace Call) Backward)> BothAsync(Comparison forward, Comparison backward, CancellationToken stop)
        {
            if (!parts.Judge.InBatches) return (await RuleAsync(forward, stop), await RuleAsync(backward, stop));
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task<(Ruling? Ruling, CallTrace Call)>[] both = [RuleAsync(forward, either.Token), RuleAsync(backward, either.Token)];
            try
            {
                await foreach (var one in Task.WhenEach(both)) await one;
                return (await both[0], await both[1]);
            }
            finally
            {
                await either.CancelAsync();
                foreach (Task one in both) await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        async Task<(Ruling? Ruling, CallTrace Call)> RuleAsync(Comparison comparison, CancellationToken stop)
        {
            var reply = await teacher.AskAsync(judge.BuildPrompt(comparison), stop);
            var call = teacher.Trace(reply);
            if (reply is not Reply.Answered answered) return (null, call);
            return (judge.ParseReply(comparison, answered) is [var ruling] ? ruling : new Ruling(null, answered.Choices[0].Text.Trim()), call);
        }
    }
}
