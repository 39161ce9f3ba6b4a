using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>First phase: the anchors of the documents of one shard, sorted by key, a section a bucket.</summary>
internal static class SignTask
{
    internal static async Task RunAsync(TaskSpec task, ITaskContext context, SubstringOptions options, CancellationToken cancellation)
    {
        var symbols = new DocumentSymbols(options.Unit, new WindowShape(options.Length));
        await using var sorter = new ExternalSorter<AnchorEntry>(options.Memory / context.Workers, context.OpenScratch);
        var some = new AnchorEntry[1 << 14];
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
            {
                symbols.Begin(batch[i].Text.Memory);
                while (Fill(symbols, some, sorter.Count) is var filled and >= 0)
                    await sorter.AddAsync(some.AsMemory(0, filled), cancellation);
            }

        await sorter.SortAsync(cancellation);
        await WorkEntries.WriteAsync<AnchorEntry>(
            context,
            SubstringWork.Anchors,
            async writer =>
            {
                var buckets = SubstringWork.Number(task, SubstringWork.BucketsArgument);
                var bucket = -1;
                while (await sorter.ReadAsync(some, cancellation) is var read and > 0)
                    for (var i = 0; i < read; i++)
                    {
                        for (; bucket < SubstringWork.Bucket(some[i].Key, buckets); bucket++) writer.BeginSection();
                        await writer.WriteAsync(some[i], cancellation);
                    }

                for (; bucket < buckets - 1; bucket++) writer.BeginSection();
            },
            cancellation);
    }

    // The anchors of the next runs, numbered on; -1 at the end of the document.
    private static int Fill(DocumentSymbols symbols, AnchorEntry[] some, long number)
    {
        var runs = symbols.NextRuns();
        if (runs.IsEmpty) return -1;
        var filled = 0;
        foreach (var run in runs)
            if (run.Period == 0)
                some[filled++] = new AnchorEntry(run.Key, (ulong)number++);
        return filled;
    }
}
