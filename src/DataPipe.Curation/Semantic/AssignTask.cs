using DataPipe.Core.Stages;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>The phase behind the rounds: the vectors of one part, each with its cluster, dealt to the tasks that compare. Holds the centres and 64 KiB a task.</summary>
internal static class AssignTask
{
    internal static async Task RunAsync(TaskSpec task, int rounds, ITaskContext context, CancellationToken cancellation)
    {
        var buckets = SemanticWork.Number(task, SemanticWork.BucketsArgument);
        var centres = await Centres.LoadAsync(
            context, rounds + 1, SemanticWork.Number(task, SemanticWork.ChunksArgument), SemanticWork.Number(task, SemanticWork.ClustersArgument), cancellation);
        await using var files = new VectorFiles(context, buckets, SemanticWork.BucketName);
        foreach (var work in context.FindWork(SemanticWork.Collect, task.Index, SemanticWork.Vectors))
        {
            await using var reader = await VectorReader.OpenAsync(context, work, cancellation);
            var held = new float[reader.Dimensions];
            while (await reader.NextBlockAsync(cancellation))
                while (reader.TryRead(out var row, out var vector))
                {
                    // Chance may draw a sample of no vectors at all: then all are one cluster.
                    var (cluster, similarity) = centres.Count == 0 ? (0, 0) : UnitVector.Nearest(vector, centres.Values);
                    var place = row.In(cluster, similarity);
                    vector.CopyTo(held);
                    var file = await files.OfAsync((int)((long)cluster * buckets / Math.Max(1, centres.Count)), cancellation);
                    await file.WriteAsync(place, held, cancellation);
                }
        }

        await files.CommitAsync(cancellation);
    }
}
