using System.Collections.Concurrent;
using DataPipe.Core.Faults;
using DataPipe.Synthesis;
using DataPipe.Teachers;
using DataPipe.Teachers.Embeddings;

namespace DataPipe.Cli.Wiring;

/// <summary>The embedders of one run: one connection for each set of options.</summary>
internal sealed class SharedEmbedders(Func<string, string?> environment, TimeProvider time) : IEmbedderSource, IDisposable
{
    private readonly ConcurrentDictionary<(TeacherOptions Teacher, EmbeddingOptions Options), Lazy<IEmbedder>> _open = new();
    private bool _hasCaps;

    /// <summary>Says whether the pipeline sets caps, before the first is opened.</summary>
    public void Serve(bool hasCaps) => _hasCaps = hasCaps;

    public IEmbedder Open(TeacherOptions teacher, EmbeddingOptions options)
    {
        if (_hasCaps && teacher.Kind != "simulated")
            throw new FaultException("DP5013", "'budget' and a stage 'embed' do not go together: requests for embeddings are not counted toward its caps. Embed in a pipeline of its own, or take 'budget' out", null);
        return _open.GetOrAdd((teacher, options), key => new Lazy<IEmbedder>(() => key.Teacher.Kind == "simulated"
            ? new SimulatedEmbedder(key.Options)
            : new OpenAiEmbedder(key.Teacher, key.Options, environment, time))).Value;
    }

    public void Dispose()
    {
        foreach (var embedder in _open.Values.Where(e => e.IsValueCreated)) (embedder.Value as IDisposable)?.Dispose();
    }
}
