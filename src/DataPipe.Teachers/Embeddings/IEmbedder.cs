namespace DataPipe.Teachers.Embeddings;

/// <summary>A model that turns texts into vectors. Safe for concurrent use.</summary>
public interface IEmbedder
{
    /// <summary>Which model this is and where it answers.</summary>
    TeacherIdentity Identity { get; }

    /// <summary>Embeds texts. Throws <see cref="OperationCanceledException"/> when cancelled; every other outcome is a reply.</summary>
    /// <param name="texts">The texts, none of them empty.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation);
}
