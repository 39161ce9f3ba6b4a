namespace DataPipe.Curation.Passages;

/// <summary>Where a line, paragraph or sentence lies.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
internal readonly record struct PassageBounds(int Start, int End);
