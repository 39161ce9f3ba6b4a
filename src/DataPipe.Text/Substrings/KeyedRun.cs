namespace DataPipe.Text.Substrings;

/// <summary>A run of windows among others of the same key, its symbols held in a buffer that they share.</summary>
/// <param name="Offset">Where its symbols begin in the buffer, in bytes.</param>
/// <param name="Lead">Symbols from its start to its anchor.</param>
/// <param name="Count">Its windows.</param>
public readonly record struct KeyedRun(int Offset, int Lead, int Count);
