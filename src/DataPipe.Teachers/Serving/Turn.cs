using DataPipe.Teachers.Serving.Faults;

namespace DataPipe.Teachers.Serving;

/// <summary>One request that was let in.</summary>
/// <param name="Tally">Where it is counted.</param>
/// <param name="Content">Hash of what it asks.</param>
/// <param name="Attempt">How often the same was asked before.</param>
/// <param name="EstimatedTokens">What was taken from the token limit for it.</param>
/// <param name="Fault">What goes wrong with it, or null.</param>
internal sealed record Turn(ServedTally Tally, ulong Content, int Attempt, long EstimatedTokens, Fault? Fault)
{
    /// <summary>Counts how it ended.</summary>
    public void Close(string outcome, bool answered, Usage? paid) => Tally.Close(Content, outcome, answered, paid);
}
