using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Embeddings;

/// <summary>Vectors that follow from a text's words alone: texts that share words lie close together. They know no meaning.</summary>
public sealed class SimulatedEmbedder(EmbeddingOptions options) : IEmbedder
{
    /// <summary>The one model there is.</summary>
    public const string ModelName = "simulated-embedding-1";

    /// <summary>Length of a vector where none is asked for.</summary>
    public const int UsualDimensions = 256;

    /// <inheritdoc/>
    public TeacherIdentity Identity { get; } = new("simulated", ModelName, "in-process", Simulated: true, Version: "1");

    /// <inheritdoc/>
    public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<EmbeddingReply>(cancellation);
        var vectors = new float[]?[texts.Count];
        long tokens = 0;
        for (var i = 0; i < vectors.Length; i++)
        {
            if (texts[i].Length == 0)
                return Task.FromResult(new EmbeddingReply(new float[]?[texts.Count], Usage.None, ModelName) { Failure = EmptyText(i) });
            vectors[i] = WordVector.Of(texts[i], options.Dimensions ?? UsualDimensions);
            tokens += AnswerTokens.Count(texts[i]);
        }

        return Task.FromResult(new EmbeddingReply(vectors, new Usage(tokens, 0, 0), ModelName));
    }

    internal static Reply.Failed EmptyText(int index) => new(FailureKind.InvalidRequest, $"Text {index} is empty.") { WasSent = false };
}
