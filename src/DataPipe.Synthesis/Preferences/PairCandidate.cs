using DataPipe.Core.Steps;
using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Two answers that were looked at as a pair.</summary>
/// <param name="Chosen">Number of the better answer, or -1 when there is none.</param>
/// <param name="Rejected">Number of the worse answer, or -1.</param>
/// <param name="Comparison">What the judge said of the two; null when nothing was.</param>
/// <param name="Verdict">Keep, or why they make no pair.</param>
internal sealed record PairCandidate(int Chosen, int Rejected, JudgedPair? Comparison, Verdict Verdict)
{
    public static PairCandidate None(DropReason reason) => new(-1, -1, null, Verdict.Drop(reason));
}
