using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>Writes vectors scaled to length 1, and apart from them those that k-means learns from, dealt to chunks by the hash of the id.</summary>
internal sealed class VectorCollector(SemanticOptions options, ITaskContext context, int chunks, double fraction) : IAsyncDisposable
{
    private const ulong SampleSalt = 0x6B6D65616E73; // "kmeans": apart from other uses of the pipeline's seed

    private readonly VectorFiles _sample = new(context, chunks, SemanticWork.ChunkName);
    private float[] _vector = [];
    private string _first = "";

    /// <summary>Where a row stands among all, 0..1 (1 excluded): k-means learns from the first of them.</summary>
    internal static double Draw(in VectorRow row, long seed) => Mix64.ToUnitInterval(Mix64.Combine(Mix64.Combine((ulong)seed ^ SampleSalt, row.Order), row.Tie));

    /// <summary>Collects what a producer offers.</summary>
    internal async Task RunAsync(Func<VectorWriter, ValueTask> produce, CancellationToken cancellation)
    {
        await WorkEntries.WriteAsync<ulong>(
            context,
            SemanticWork.Vectors,
            async file =>
            {
                var rows = new VectorWriter(file);
                await produce(rows);
                rows.End();
            },
            cancellation);
        await _sample.CommitAsync(cancellation);
    }

    /// <summary>Writes a vector, or counts why it cannot be compared.</summary>
    /// <param name="rows">The producer's writer.</param>
    /// <param name="row">Whose vector it is.</param>
    /// <param name="who">The document, for messages.</param>
    /// <param name="vector">The vector; null when there is none.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="FaultException">DP1161: it is of another length than those before. DP1163: it cannot be compared, and the options say to stop.</exception>
    internal async ValueTask OfferAsync(VectorWriter rows, VectorRow row, string who, ReadOnlyMemory<float>? vector, CancellationToken cancellation)
    {
        if (!TryTake(who, vector)) return;
        await rows.WriteAsync(row, _vector, cancellation);
        if (Draw(row, context.Seed) is var chance && chance < fraction)
            await (await _sample.OfAsync((int)(chance / fraction * chunks), cancellation)).WriteAsync(row, _vector, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    private bool TryTake(string who, ReadOnlyMemory<float>? given)
    {
        if (given is not { Length: > 0 } vector) return Miss("no-vector", "it has no vector", who);
        if (_vector.Length == 0) (_vector, _first) = (new float[vector.Length], who);
        if (vector.Length != _vector.Length)
            throw new FaultException("DP1161", $"the vector of {who} has {vector.Length} numbers, that of {_first} {_vector.Length}: vectors of different models cannot be compared; embed all documents with one model", null);
        vector.CopyTo(_vector);
        if (UnitVector.TryNormalise(_vector)) return true;
        var isFinite = true;
        foreach (var number in vector.Span) isFinite &= float.IsFinite(number);
        return isFinite ? Miss("zero-vector", "its vector is all zeros", who) : Miss("not-finite-vector", "its vector holds a number that is not finite", who);
    }

    private bool Miss(string kind, string what, string who)
    {
        if (options.WithoutVector == MissingVector.Stop)
            throw new FaultException("DP1163", $"{who} cannot be compared: {what}; 'without-vector: keep' or 'drop' goes on without it", null);
        context.Warn(kind, $"{who} cannot be compared: {what}");
        return false;
    }
}
