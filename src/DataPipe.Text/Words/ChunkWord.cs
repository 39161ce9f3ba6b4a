namespace DataPipe.Text.Words;

/// <summary>A word of a short chunk.</summary>
/// <param name="Start">Offset in the chunk, in bytes.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Runes">Length in code points.</param>
/// <param name="Traits">What it is made of.</param>
internal readonly record struct ChunkWord(byte Start, byte Bytes, byte Runes, WordTraits Traits);
