namespace DataPipe.Text.Rouge;

/// <summary>A text of a pool and how near it is.</summary>
/// <param name="Index">The place of the text in the pool, from 0 in the order of adding.</param>
/// <param name="F">Its ROUGE-L F, 0..1.</param>
public readonly record struct NoveltyMatch(int Index, double F);
