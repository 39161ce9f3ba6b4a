namespace DataPipe.Compression.Zstandard;

/// <summary>Something wrong in a Zstandard file: what, the offset in the file in bytes at which the frame (or the garbage) begins, and a sentence about it.</summary>
internal readonly record struct ZstandardWarning(ZstandardProblem Problem, long Offset, string Message);
