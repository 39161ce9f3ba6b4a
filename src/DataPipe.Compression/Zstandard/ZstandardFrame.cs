namespace DataPipe.Compression.Zstandard;

/// <summary>
/// A Zstandard frame that has been read: its offset in the file and its length there in bytes (of a damaged frame: up to where decoding stopped), the number of decoded bytes (of a
/// skippable frame: of its content), and what is wrong with it.
/// </summary>
internal readonly record struct ZstandardFrame(long Offset, long LengthBytes, long DecodedBytes, ZstandardProblem Problem);
