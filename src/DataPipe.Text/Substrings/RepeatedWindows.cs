namespace DataPipe.Text.Substrings;

/// <summary>Consecutive windows of a run that are repeated.</summary>
/// <param name="Run">Which of the runs.</param>
/// <param name="First">The first of the windows, counted from the start of the run.</param>
/// <param name="Count">How many.</param>
public readonly record struct RepeatedWindows(int Run, int First, int Count);
