using System.Runtime.InteropServices;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup;

/// <summary>Second phase: sorts the keys of one bucket from all shards and turns equal ones into edges. Holds 24 bytes a key in memory.</summary>
internal static class BucketTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var name = DedupWork.BucketName(task.Index);
        List<BucketEntry> entries = [];
        for (var sign = 0; sign < DedupWork.Number(task, DedupWork.SignsArgument); sign++)
        {
            foreach (var work in context.FindWork(DedupWork.Sign, sign, name))
            {
                await using var reader = await EntryFile.OpenAsync<BucketEntry>(context, work, cancellation);
                var some = new BucketEntry[Math.Min(reader.Count, 1 << 14)];
                while (await reader.ReadAsync(some, cancellation) is var read and > 0) entries.AddRange(some.AsSpan(0, read));
            }
        }

        CollectionsMarshal.AsSpan(entries).Sort();
        await EntryFile.WriteAsync<Edge>(context, DedupWork.Edges, Edges(CollectionsMarshal.AsSpan(entries)), cancellation);
    }

    // Every document of a run of equal keys with the first of the run; pairs that several bands found, once.
    private static Edge[] Edges(ReadOnlySpan<BucketEntry> sorted)
    {
        List<Edge> edges = [];
        for (int first = 0, i = 1; i < sorted.Length; i++)
        {
            if (!sorted[i].HasKeyOf(sorted[first])) first = i;
            else edges.Add(new Edge(sorted[first].Document, sorted[i].Document));
        }

        var found = CollectionsMarshal.AsSpan(edges);
        found.Sort();
        var kept = 0;
        for (var i = 0; i < found.Length; i++)
            if (i == 0 || found[i] != found[i - 1])
                found[kept++] = found[i];
        return found[..kept].ToArray();
    }
}
