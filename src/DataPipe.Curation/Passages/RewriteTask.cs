using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Passages;

/// <summary>Last phase: reads one shard again and writes what stays of it.</summary>
internal sealed class RewriteTask(PassageRules rules, ITaskContext context)
{
    private readonly PassageReader _reader = new(rules);
    private readonly PassageRemover _remover = new(rules);
    private readonly HashSet<int> _begins = [];

    internal async Task RunAsync(TaskSpec task, ChainPlan steps, CancellationToken cancellation)
    {
        await using var drops = await DropPlaces.OpenAsync(
            task.Index, PassageWork.Number(task, PassageWork.PartitionsArgument), PassageWork.SorterMemory(rules, context), context, cancellation);
        await using var flow = new RecordFlow<Document>(context, steps);
        var row = 0L;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++, row++)
            {
                if (drops.HasNext && PassagePlace.Row(drops.Next) == row) await RewriteAsync(batch[i], row, drops, flow, cancellation);
                else await flow.OfferAsync(batch[i], cancellation);
            }

        await flow.CommitAsync(cancellation);
    }

    private async ValueTask RewriteAsync(Document document, long row, DropPlaces drops, RecordFlow<Document> flow, CancellationToken cancellation)
    {
        var text = document.Text.Memory;
        _remover.Begin();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = PassageWindow.End(text.Span, start);
            var units = _reader.Read(text.Span[start..end]).Length;
            _begins.Clear();
            for (; drops.HasNext && PassagePlace.Row(drops.Next) == row && PassagePlace.Unit(drops.Next) - _remover.Unit < units; await drops.AdvanceAsync(cancellation))
                _begins.Add(PassagePlace.Unit(drops.Next));
            Remove(text.Span, start, end);
        }

        await flow.ReplaceAsync(document, _remover.End(text.Span), rules, cancellation);
    }

    private void Remove(ReadOnlySpan<byte> text, int start, int end)
    {
        foreach (var bounds in _reader.Read(text[start..end]))
            _remover.Add(text, new PassageBounds(start + bounds.Start, start + bounds.End), _begins.Contains(_remover.Unit));
    }
}
