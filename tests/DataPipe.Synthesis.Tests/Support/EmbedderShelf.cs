using DataPipe.Teachers;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>One embedder whatever the options; the simulated one where none is put there.</summary>
internal sealed class EmbedderShelf(IEmbedder? embedder = null) : IEmbedderSource
{
    public IEmbedder Open(TeacherOptions teacher, EmbeddingOptions options) => embedder ?? new SimulatedEmbedder(options);
}
