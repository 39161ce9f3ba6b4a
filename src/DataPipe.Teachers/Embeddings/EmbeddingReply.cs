namespace DataPipe.Teachers.Embeddings;

/// <summary>What came of embedding some texts. What was embedded is kept though a later request failed.</summary>
/// <param name="Vectors">One vector a text, [dimensions] numbers; null for texts that were not embedded.</param>
/// <param name="Usage">What was consumed.</param>
/// <param name="Model">The model that answered, as the provider names it.</param>
public sealed record EmbeddingReply(IReadOnlyList<float[]?> Vectors, Usage Usage, string Model)
{
    /// <summary>Why some texts have no vector; null when all have one.</summary>
    public Reply.Failed? Failure { get; init; }
}
