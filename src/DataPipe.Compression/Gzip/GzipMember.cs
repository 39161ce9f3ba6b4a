namespace DataPipe.Compression.Gzip;

/// <summary>
/// A gzip member that has been read: its offset in the file and its compressed length in bytes (of a damaged member: up to where decoding
/// stopped), the number of decoded bytes, and what is wrong with it.
/// </summary>
internal readonly record struct GzipMember(long Offset, long LengthBytes, long DecodedBytes, GzipProblem Problem);
