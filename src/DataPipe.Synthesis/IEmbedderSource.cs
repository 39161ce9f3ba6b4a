using DataPipe.Teachers;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Synthesis;

/// <summary>Opens the embedders that a pipeline names; the same options give the same one.</summary>
public interface IEmbedderSource
{
    /// <summary>The embedder that these options describe.</summary>
    /// <exception cref="TeacherConfigurationException">The options do not describe one that can be asked, or its key is missing.</exception>
    /// <exception cref="Core.Faults.FaultException">DP5013: the pipeline sets caps, which nothing is counted for here.</exception>
    IEmbedder Open(TeacherOptions teacher, EmbeddingOptions options);
}
