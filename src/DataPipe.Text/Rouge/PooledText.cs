namespace DataPipe.Text.Rouge;

/// <summary>A text of a pool, as the lists of its tokens hold it.</summary>
/// <param name="Sketch">Bounds how many tokens it shares with another.</param>
/// <param name="Place">Its place in the pool.</param>
internal readonly record struct PooledText(TokenSketch Sketch, int Place);
