using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Semantic;

/// <summary>Where vectors are in files, those of one file, dealt to buckets by the hash of their id.</summary>
internal static class DealTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, VectorSourceOptions source, CancellationToken cancellation)
    {
        var buckets = SemanticWork.Number(task, SemanticWork.BucketsArgument);
        var path = task.Inputs[0].Shard.Name;
        var (dimensions, first) = (0, "");
        await using var files = new VectorFiles(context, buckets, SemanticWork.BucketName);
        await foreach (var (id, vector) in new VectorSource(source, context).ReadAsync(path, cancellation))
        {
            if (vector is null or []) continue; // Its document has none then, and is counted where it looks for it.
            if (dimensions == 0) (dimensions, first) = (vector.Length, id);
            if (vector.Length != dimensions)
                throw new FaultException("DP1161", $"{path}: the vector of '{id}' has {vector.Length} numbers, that of '{first}' {dimensions}: vectors of different models cannot be compared; embed all documents with one model", null);
            var order = XxHash64.Hash(id);
            await (await files.OfAsync(Claim.Bucket(order, buckets), cancellation)).WriteAsync(new VectorRow(0, order, 0, 0, 0, 0), vector, cancellation);
        }

        context.Advance(task.Inputs[0].Shard.Bytes);
        await files.CommitAsync(cancellation);
    }
}
