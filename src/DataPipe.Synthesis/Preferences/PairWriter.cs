using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Writes the pairs of a slice of the prompts, and counts what became no pair.</summary>
internal sealed class PairWriter(PreferenceParts parts)
{
    private const string Generator = "preferences";

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        Dictionary<string, JudgedPrompt> judged = new(StringComparer.Ordinal);
        await foreach (var row in JsonLines.ReadAsync(
            context, context.FindWork(PreferencesStage.JudgePhase, task.Index, PreferencesStage.RulingsName), PreferenceRows.Default.JudgedPrompt, cancellation))
            judged.Add(row.SampleId, row);

        var builder = new PairBuilder(parts.Options.Pairs, context.Seed);
        await using var flow = new RecordFlow<Preference>(context, parts.Steps);
        await foreach (var prompt in JsonLines.ReadAsync(
            context, context.FindWork(PreferencesStage.AnswerPhase, task.Index, PreferencesStage.AnswersName), PreferenceRows.Default.AnsweredPrompt, cancellation))
        {
            var rulings = judged[prompt.SampleId];
            var scores = PairBuilder.Scores(rulings);
            var candidates = builder.Build(prompt, rulings);
            var calls = new PairCalls(prompt, rulings, candidates);
            for (var i = 0; i < candidates.Count; i++)
            {
                var candidate = candidates[i];
                var preference = Of(prompt, rulings, scores, candidate, calls.Of(i)).CountTokens(context.TokenCounter);
                if (candidate.Verdict.IsDrop) await flow.DropAsync(preference, PreferencesStage.PairPhase, candidate.Verdict.Reason, cancellation);
                else await flow.OfferAsync(preference, cancellation);
            }
        }

        await flow.CommitAsync(cancellation);
    }

    private Preference Of(AnsweredPrompt prompt, JudgedPrompt judged, Dictionary<int, double> scores, PairCandidate candidate, IReadOnlyList<CallTrace?> calls)
    {
        var chosen = candidate.Chosen < 0 ? null : prompt.Answers[candidate.Chosen];
        var rejected = candidate.Rejected < 0 ? null : prompt.Answers[candidate.Rejected];
        return new Preference(
            "pref-" + RecordIds.Hash(Conversation.HashOf(prompt.Prompt), prompt.SampleId, chosen?.Text ?? "", rejected?.Text ?? ""),
            prompt.Prompt,
            Turn(chosen),
            Turn(rejected),
            candidate.Comparison is { IsSameText: false } comparison ? Verdicts(judged.Judge, comparison, candidate.Chosen) : [],
            CallTrace.On(
                new Provenance(
                    Generator,
                    chosen?.Teacher,
                    judged.Simulated || chosen is { Simulated: true } || rejected is { Simulated: true },
                    $"{parts.Answer.Identity} {parts.Pairwise.Identity}",
                    [prompt.SampleId])
                {
                    Model = chosen?.Call?.Model,
                },
                calls,
                prompt.Use))
        {
            ChosenScore = scores.GetValueOrDefault(candidate.Chosen),
            RejectedScore = scores.GetValueOrDefault(candidate.Rejected),
            Notes = new Notes([NoteValue.Of(chosen?.Teacher), NoteValue.Of(rejected?.Teacher), NoteValue.Of((long)prompt.Answers.Count(a => a.IsUsable))]),
        };
    }

    private static IReadOnlyList<ChatMessage> Turn(Answer? answer) => answer is null ? [] : [new ChatMessage("assistant", answer.Text)];

    private static List<JudgeVerdict> Verdicts(string judge, JudgedPair pair, int chosen)
    {
        List<JudgeVerdict> verdicts = [];
        var chosenIsFirst = pair.First == chosen;
        Add(pair.Forward, swapped: !chosenIsFirst);
        Add(pair.Backward, swapped: chosenIsFirst);
        return verdicts;

        void Add(Ruling? ruling, bool swapped)
        {
            if (ruling?.Winner is not { } winner) return;
            var word = winner == Winner.Tie ? "tie" : winner == (swapped ? Winner.B : Winner.A) ? "chosen" : "rejected";
            verdicts.Add(new JudgeVerdict(judge, swapped, word, ruling.Rationale));
        }
    }
}
