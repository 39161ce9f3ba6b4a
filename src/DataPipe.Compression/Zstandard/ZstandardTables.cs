namespace DataPipe.Compression.Zstandard;

/// <summary>Sizes that a compressor works with, each the logarithm of a number to base 2, or 0 for what the level has: the bytes it looks back, and
/// the entries of its tables. At levels 3 and 4 the hash table finds long matches and the chain table short ones.</summary>
internal readonly record struct ZstandardTables(int WindowLog, int HashLog, int ChainLog);
