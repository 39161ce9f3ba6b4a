namespace DataPipe.Compression;

/// <summary>Something wrong in a compressed file: what, the offset in the file in bytes at which the damaged unit begins, and a sentence about it.</summary>
public readonly record struct DecompressionWarning(DecompressionProblem Problem, long Offset, string Message);
