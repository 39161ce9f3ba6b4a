using System.Globalization;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>First phase: the vectors of one shard, scaled to length 1, and apart from them those that k-means learns from, dealt to chunks by the hash of the id.</summary>
internal sealed class CollectTask(SemanticOptions options, ITaskContext context)
{
    private const ulong SampleSalt = 0x6B6D65616E73; // "kmeans": apart from other uses of the pipeline's seed

    private float[] _vector = [];
    private int _dimensions;
    private string _first = "";

    internal async Task RunAsync(TaskSpec task, int column, CancellationToken cancellation)
    {
        var chunks = SemanticWork.Number(task, SemanticWork.ChunksArgument);
        var fraction = double.Parse(task.Arguments[SemanticWork.FractionArgument], CultureInfo.InvariantCulture);
        await using var sample = new VectorFiles(context, chunks, SemanticWork.ChunkName);
        await WorkEntries.WriteAsync<ulong>(
            context,
            SemanticWork.Vectors,
            async file =>
            {
                var rows = new VectorWriter(file);
                var number = 0L;
                await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
                    for (var i = 0; i < batch.Count; i++, number++)
                    {
                        if (!TryTake(batch[i], batch[i].Notes[column].Vector)) continue;
                        var row = VectorRow.Of(batch[i], DocumentNumber.Of(task.Index, number));
                        await rows.WriteAsync(row, _vector, cancellation);
                        if (Draw(row, context.Seed) is var chance && chance < fraction)
                            await (await sample.OfAsync((int)(chance / fraction * chunks), cancellation)).WriteAsync(row, _vector, cancellation);
                    }

                rows.End();
            },
            cancellation);
        await sample.CommitAsync(cancellation);
    }

    /// <summary>Where a row stands among all, 0..1 (1 excluded): k-means learns from the first of them.</summary>
    internal static double Draw(in VectorRow row, long seed) => Mix64.ToUnitInterval(Mix64.Combine(Mix64.Combine((ulong)seed ^ SampleSalt, row.Order), row.Tie));

    private bool TryTake(Document document, float[]? vector)
    {
        if (vector is null) return Miss("no-vector", "it has no vector", document);
        if (_dimensions == 0)
        {
            (_dimensions, _first) = (vector.Length, document.Id);
            _vector = new float[_dimensions];
        }

        if (vector.Length != _dimensions)
            throw new FaultException("DP1141", $"the vector of document '{document.Id}' has {vector.Length} numbers, that of '{_first}' {_dimensions}: vectors of different models cannot be compared; embed all documents with one model", null);
        vector.CopyTo(_vector, 0);
        if (UnitVector.TryNormalise(_vector)) return true;
        return Array.TrueForAll(vector, float.IsFinite) ? Miss("zero-vector", "its vector is all zeros", document) : Miss("not-finite-vector", "its vector holds a number that is not finite", document);
    }

    private bool Miss(string kind, string what, Document document)
    {
        if (options.WithoutVector == MissingVector.Stop)
            throw new FaultException("DP1143", $"document '{document.Id}' cannot be compared: {what}; 'without-vector: keep' or 'drop' goes on without it", null);
        context.Warn(kind, $"document '{document.Id}' cannot be compared: {what}");
        return false;
    }
}
