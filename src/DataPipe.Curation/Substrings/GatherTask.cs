using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>
/// Third phase: reads one shard again and gathers the runs whose anchor is repeated, with their symbols, by bucket; the others hold no repeated window. Windows that
/// stand a little before in the same document are marked at once. Holds a bit for every anchor of the shard.
/// </summary>
internal sealed class GatherTask(SubstringOptions options, ITaskContext context)
{
    private readonly DocumentSymbols _symbols = new(options.Unit, new WindowShape(options.Length));
    private readonly List<SpanMark> _marks = [];
    private ulong[] _repeated = [];
    private long _number;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        var buckets = SubstringWork.Number(task, SubstringWork.BucketsArgument);
        await LoadAsync(task.Index, buckets, cancellation);
        var runs = new RunBuckets(context, buckets, options.Memory / context.Workers / 2);
        await WorkEntries.WriteAsync<SpanMark>(context, SubstringWork.Marks, writer => GatherAsync(task, runs, writer, cancellation), cancellation);
        await runs.FlushAsync(cancellation);
    }

    private async ValueTask GatherAsync(TaskSpec task, RunBuckets runs, EntryWriter<SpanMark> marks, CancellationToken cancellation)
    {
        var input = task.Inputs[0];
        var row = 0L;
        await foreach (var batch in context.ReadAsync<Document>(input, cancellation))
            for (var i = 0; i < batch.Count; i++, row++)
            {
                var header = RunHeader.Of(batch[i], RowNumber.Of(task.Index, row), options.Keep == SubstringKeep.EarliestInput ? input.Dataset : 0);
                _symbols.Begin(batch[i].Text.Memory);
                while (AddNext(runs, header))
                {
                    if (runs.IsFull) await runs.FlushAsync(cancellation);
                    foreach (var mark in _marks) await marks.WriteAsync(mark, cancellation);
                    _marks.Clear();
                }
            }
    }

    private bool AddNext(RunBuckets buckets, in RunHeader document)
    {
        var runs = _symbols.NextRuns();
        foreach (var run in runs)
        {
            if (run.Period > 0)
            {
                Mark(document.Document, run.Start, run.Count);
                if (options.Keep == SubstringKeep.None) Mark(document.Document, run.Start - run.Period, run.Count);
            }
            else
            {
                var number = _number++;
                if ((_repeated[number >> 6] >> (int)number & 1) != 0) buckets.Add(document.With(run), _symbols.SymbolsOf(run));
            }
        }

        return !runs.IsEmpty;
    }

    // A letter repeated a million times is a million runs of one window each, and one mark a block.
    private void Mark(ulong document, int start, int count)
    {
        if (_marks.Count > 0 && _marks[^1] is var last && start >= last.Start && start <= last.End)
            _marks[^1] = SpanMark.Of(document, last.Start, Math.Max(last.End, start + count) - last.Start);
        else
            _marks.Add(SpanMark.Of(document, start, count));
    }

    private async ValueTask LoadAsync(int shard, int buckets, CancellationToken cancellation)
    {
        foreach (var work in context.FindWork(SubstringWork.Sign, shard, SubstringWork.Anchors))
        {
            await using var anchors = await WorkEntries.OpenAsync<AnchorEntry>(context, work, cancellation);
            _repeated = new ulong[anchors.Count / 64 + 1];
        }

        for (var bucket = 0; bucket < buckets; bucket++)
            foreach (var work in context.FindWork(SubstringWork.Match, bucket, SubstringWork.Repeated))
            {
                await using var reader = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
                reader.Select(shard);
                while (await reader.NextBlockAsync(cancellation))
                    foreach (var number in reader.Block.Span)
                        _repeated[number >> 6] |= 1UL << (int)number;
            }
    }
}
