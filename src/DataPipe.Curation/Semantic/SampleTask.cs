using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Second phase: brings the vectors of one chunk of the sample together from everywhere, in an order that does not depend on them. Holds the chunk, about 32,000 vectors.</summary>
internal static class SampleTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var parts = SemanticWork.Number(task, SemanticWork.PartsArgument);
        var dimensions = await PartDimensions.FindAsync(context, parts, cancellation);
        List<VectorRow> rows = [];
        List<float[]> vectors = [];
        for (var part = 0; part < parts; part++)
            foreach (var work in context.FindWork(SemanticWork.Collect, part, SemanticWork.ChunkName(task.Index)))
            {
                await using var reader = await VectorReader.OpenAsync(context, work, cancellation);
                while (await reader.NextBlockAsync(cancellation))
                    while (reader.TryRead(out var row, out var vector))
                    {
                        rows.Add(row);
                        vectors.Add(vector.ToArray());
                    }
            }

        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (left, right) => Compare(rows[left], rows[right], context.Seed));
        await WorkEntries.WriteAsync<ulong>(
            context,
            SemanticWork.Rows,
            async file =>
            {
                var writer = new VectorWriter(file);
                foreach (var i in order) await writer.WriteAsync(rows[i], vectors[i].AsSpan(0, dimensions), cancellation);
                writer.End();
            },
            cancellation);
    }

    private static int Compare(in VectorRow left, in VectorRow right, long seed)
    {
        var order = VectorCollector.Draw(left, seed).CompareTo(VectorCollector.Draw(right, seed));
        return order != 0 ? order : left.CompareTo(right, SemanticKeep.First);
    }
}
