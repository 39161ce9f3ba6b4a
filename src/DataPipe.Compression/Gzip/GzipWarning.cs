namespace DataPipe.Compression.Gzip;

/// <summary>Something wrong in a gzip file: what, the offset in the file in bytes at which the member or the garbage begins, and a sentence about it.</summary>
internal readonly record struct GzipWarning(GzipProblem Problem, long Offset, string Message);
