namespace DataPipe.Synthesis.Replay;

/// <summary>A kind of difference between a log and its replay.</summary>
/// <param name="Reason">What it is: a reason of a filter, <c>too-similar</c>, <c>not-in-a-reply</c>, or <c>not-recorded</c> for what was accepted here alone.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The first.</param>
public sealed record ReplayDifference(string Reason, int Count, string Example);
