using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Makes pairs of judged answers; what is not sure to be one better and one worse answer to one prompt is no pair and says why.</summary>
/// <param name="policy">Which answers become pairs.</param>
/// <param name="seed">Seed of chance.</param>
internal sealed class PairBuilder(PairPolicy policy, long seed)
{
    /// <summary>The pairs of one prompt, and those that came to nothing; never none at all.</summary>
    public IReadOnlyList<PairCandidate> Build(AnsweredPrompt prompt, JudgedPrompt judged)
    {
        if (prompt.Prompt.Count == 0) return [PairCandidate.None(PairReasons.NoPrompt)];
        int[] usable = [.. Enumerable.Range(0, prompt.Answers.Count).Where(i => prompt.Answers[i].IsUsable)];
        if (usable.Length < 2) return [PairCandidate.None(PairReasons.TooFewAnswers)];
        if (policy == PairPolicy.All) return [.. judged.Pairs.Select(pair => OfPair(prompt, pair))];

        var scores = Scores(judged);
        int[] eligible = [.. usable.Where(i => prompt.Answers[i].CanBeChosen)];
        if (eligible.Length == 0) return [PairCandidate.None(PairReasons.ChosenUnusable)];
        var best = eligible.OrderByDescending(i => scores.GetValueOrDefault(i)).ThenBy(Draw).First();
        var others = usable.Where(i => i != best);
        var other = policy == PairPolicy.BestVsWorst ? others.OrderBy(i => scores.GetValueOrDefault(i)).ThenBy(Draw).First() : others.MinBy(Draw);
        return [OfTwo(prompt, judged, best, other)];

        // Equal scores are common: chance decides, or the teacher that happens to come first would win them all.
        ulong Draw(int answer) => Chance.Bits($"{prompt.SampleId}/{answer}", seed);
    }

    /// <summary>Share of its comparisons that each answer won, a tie counting one half; comparisons without a verdict count for nobody.</summary>
    public static Dictionary<int, double> Scores(JudgedPrompt judged)
    {
        Dictionary<int, (double Won, int Of)> sums = [];
        foreach (var pair in judged.Pairs)
        {
            if (pair.Outcome is PairOutcome.Unparsed or PairOutcome.Refused) continue;
            var won = pair.Outcome switch { PairOutcome.FirstWins => 1, PairOutcome.SecondWins => 0, _ => 0.5 };
            Count(pair.First, won);
            Count(pair.Second, 1 - won);
        }

        return sums.ToDictionary(s => s.Key, s => s.Value.Won / s.Value.Of);

        void Count(int answer, double won)
        {
            sums.TryGetValue(answer, out var sum);
            sums[answer] = (sum.Won + won, sum.Of + 1);
        }
    }

    private static PairCandidate OfTwo(AnsweredPrompt prompt, JudgedPrompt judged, int best, int other)
    {
        var pair = judged.Pairs.FirstOrDefault(p => (p.First == best && p.Second == other) || (p.First == other && p.Second == best));
        if (pair is null) return new PairCandidate(best, other, null, Verdict.Drop(PairReasons.Unparsed));
        var isWon = pair.Outcome == (pair.First == best ? PairOutcome.FirstWins : PairOutcome.SecondWins);
        return new PairCandidate(best, other, pair, isWon ? Checked(prompt, best, other) : Verdict.Drop(PairReasons.Of(pair.Outcome)));
    }

    private static PairCandidate OfPair(AnsweredPrompt prompt, JudgedPair pair) => pair.Outcome switch
    {
        PairOutcome.FirstWins => new PairCandidate(pair.First, pair.Second, pair, Checked(prompt, pair.First, pair.Second)),
        PairOutcome.SecondWins => new PairCandidate(pair.Second, pair.First, pair, Checked(prompt, pair.Second, pair.First)),
        _ => new PairCandidate(pair.First, pair.Second, pair, Verdict.Drop(PairReasons.Of(pair.Outcome))),
    };

    private static Verdict Checked(AnsweredPrompt prompt, int chosen, int rejected)
    {
        var (better, worse) = (prompt.Answers[chosen], prompt.Answers[rejected]);
        if (better.PromptHash != worse.PromptHash) return Verdict.Drop(PairReasons.UnequalPrompts);
        if (!better.CanBeChosen) return Verdict.Drop(PairReasons.ChosenUnusable);
        return Verdict.DropIf(!worse.IsUsable, PairReasons.TooFewAnswers);
    }
}
