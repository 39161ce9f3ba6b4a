namespace DataPipe.Synthesis.Replay;

/// <summary>An instruction as the log of another program's run has it.</summary>
/// <param name="Place">Number of the row in the log, from 1.</param>
/// <param name="Text">The instruction.</param>
/// <param name="Similar">The most similar instructions of its pool, with their ROUGE-L F; null where the log has none.</param>
/// <param name="Mean">The mean ROUGE-L F to its pool; null where the log has none.</param>
/// <param name="Reply">The raw reply it was taken from; null where the log has none.</param>
/// <param name="IsCut">Whether that reply ended at its token limit.</param>
public sealed record RecordedInstruction(int Place, string Text, IReadOnlyList<KeyValuePair<string, double>>? Similar, double? Mean, string? Reply, bool IsCut);
