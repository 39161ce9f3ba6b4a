using DataPipe.Core.Faults;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Synthesis.Embedding;

/// <summary>An embedder at work in a task: its failures become faults that name it and the setting to change.</summary>
internal sealed class NamedEmbedder
{
    private readonly IEmbedder _embedder;
    private readonly string _who;

    private NamedEmbedder(string name, IEmbedder embedder)
    {
        _embedder = embedder;
        _who = $"teacher '{name}' ({embedder.Identity.Provider}/{embedder.Identity.Model} at {embedder.Identity.EndpointHost})";
    }

    /// <summary>Opens an embedder for a task.</summary>
    /// <exception cref="FaultException">DP5000: its options do not describe one that can be asked.</exception>
    public static NamedEmbedder Open(IEmbedderSource source, TeacherUse use, EmbeddingOptions options)
    {
        try
        {
            return new NamedEmbedder(use.Name, source.Open(use.Options, options));
        }
        catch (TeacherConfigurationException mistake)
        {
            throw new FaultException("DP5000", $"teacher '{use.Name}' cannot be used: {mistake.Message}", mistake);
        }
    }

    /// <summary>Embeds texts, none of them empty: one vector each.</summary>
    /// <exception cref="FaultException">DP5001 to DP5005: there is no answer.</exception>
    public async Task<IReadOnlyList<float[]?>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        if (texts.Count == 0) return [];
        var reply = await _embedder.EmbedAsync(texts, cancellation);
        return reply.Failure is { } failed ? throw AskFault.Of(_who, failed) : reply.Vectors;
    }
}
