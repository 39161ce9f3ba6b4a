namespace DataPipe.Text.Substrings;

/// <summary>Consecutive windows of a text that have one anchor.</summary>
/// <param name="Start">Start of the first window, in symbols.</param>
/// <param name="Count">How many windows, each beginning one symbol behind the one before.</param>
/// <param name="Anchor">Start of their anchor, in symbols: at or behind the start of the last window.</param>
/// <param name="Key">Hash of the anchor's gram, uniform over 64 bits.</param>
/// <param name="Period">0, or how many symbols before each of the windows the same window stands in the same text already.</param>
public readonly record struct WindowRun(int Start, int Count, int Anchor, ulong Key, int Period)
{
    /// <summary>Symbols from the start of the first window to the anchor.</summary>
    public int Lead => Anchor - Start;
}
