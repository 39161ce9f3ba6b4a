namespace DataPipe.Teachers.Batches;

/// <summary>The reply to one of many prompts.</summary>
/// <param name="Index">Position of the prompt, from 0.</param>
/// <param name="Reply">What came of it.</param>
/// <param name="AtBatchPrice">Whether it came out of a batch, which providers charge less for.</param>
public readonly record struct BatchedReply(int Index, Reply Reply, bool AtBatchPrice)
{
    /// <summary>Position and reply.</summary>
    public void Deconstruct(out int index, out Reply reply) => (index, reply) = (Index, Reply);
}
