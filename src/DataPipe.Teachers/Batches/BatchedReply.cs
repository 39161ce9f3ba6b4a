namespace DataPipe.Teachers.Batches;

/// <summary>The reply to one of many prompts.</summary>
/// <param name="Index">Position of the prompt, from 0.</param>
/// <param name="Reply">What came of it.</param>
/// <param name="AtBatchPrice">Whether it came out of a batch, which providers charge less for.</param>
/// <param name="IsOpen">Whether the batch may be under way still, so that its reply can be collected later.</param>
public readonly record struct BatchedReply(int Index, Reply Reply, bool AtBatchPrice, bool IsOpen);
