using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Vectors;

namespace DataPipe.Curation.Semantic;

/// <summary>A round of k-means, a phase of its own: the vectors of one chunk of the sample are added to the sum of their nearest centre. Holds 12 bytes a cluster and dimension, twice while it begins.</summary>
internal static class RoundTask
{
    internal static async Task RunAsync(TaskSpec task, int round, ITaskContext context, CancellationToken cancellation)
    {
        var centres = await Centres.LoadAsync(
            context, round, SemanticWork.Number(task, SemanticWork.ChunksArgument), SemanticWork.Number(task, SemanticWork.ClustersArgument), cancellation);
        var sums = new double[centres.Values.Length];
        foreach (var work in context.FindWork(SemanticWork.Sample, task.Index, SemanticWork.Rows))
        {
            await using var reader = await VectorReader.OpenAsync(context, work, cancellation);
            while (await reader.NextBlockAsync(cancellation))
                while (reader.TryRead(out _, out var vector))
                {
                    var sum = sums.AsSpan(UnitVector.Nearest(vector, centres.Values).Index * centres.Dimensions, centres.Dimensions);
                    for (var i = 0; i < sum.Length; i++) sum[i] += vector[i];
                }
        }

        await WorkEntries.WriteAsync<ulong>(context, SemanticWork.Sums, file => centres.WriteAsync(file, sums, cancellation), cancellation);
    }
}
