using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Preferences;

/// <summary>
/// The calls behind the pairs of one prompt: those of both answers, and of every comparison on the prompt, since scores and choice come from all of them.
/// A call behind several pairs is shared out among them.
/// </summary>
internal sealed class PairCalls
{
    private readonly IReadOnlyList<IReadOnlyList<CallTrace?>> _shares;

    public PairCalls(AnsweredPrompt prompt, JudgedPrompt judged, IReadOnlyList<PairCandidate> candidates)
    {
        List<CallTrace?>[] behind = [.. candidates.Select(c => Behind(prompt, judged, c))];
        var pairs = behind.SelectMany(calls => calls).OfType<CallTrace>().CountBy(call => call).ToDictionary();
        Dictionary<CallTrace, int> given = [];
        _shares = [.. behind.Select(calls => calls.ConvertAll(call => call is null ? null : call.Share(Next(call), pairs[call])))];

        int Next(CallTrace call)
        {
            var at = given.GetValueOrDefault(call);
            given[call] = at + 1;
            return at;
        }
    }

    /// <summary>The shares that fall on a candidate, by its number.</summary>
    public IReadOnlyList<CallTrace?> Of(int candidate) => _shares[candidate];

    // One call may have given both answers: it counts once. Calls are told apart by all that is known of them; without a ledger that is nothing that is shared out.
    private static List<CallTrace?> Behind(AnsweredPrompt prompt, JudgedPrompt judged, PairCandidate candidate)
    {
        List<CallTrace?> calls = [];
        if (candidate.Chosen >= 0) calls.Add(prompt.Answers[candidate.Chosen].Call);
        if (candidate.Rejected >= 0) calls.Add(prompt.Answers[candidate.Rejected].Call);
        foreach (var pair in judged.Pairs)
            if (!pair.IsSameText)
                calls.AddRange([pair.ForwardCall, pair.BackwardCall]);
        return [.. calls.Distinct()];
    }
}
