using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Substrings;

/// <summary>Last phase: reads one shard once more and cuts the marked spans out of its texts, or notes them.</summary>
internal sealed class CutTask(SubstringOptions options, ChainPlan steps, ITaskContext context)
{
    private readonly RepeatedSpans _spans = new(options);

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var marks = new ShardMarks(context, task.Index, options.Memory / context.Workers);
        await marks.LoadAsync(SubstringWork.Number(task, SubstringWork.BucketsArgument), cancellation);
        await using var flow = new RecordFlow<Document>(context, steps);
        var row = 0L;
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++, row++)
            {
                var document = batch[i];
                _spans.Read(document.Text.Memory, await marks.OfAsync(row, cancellation));
                if (options.Action == SubstringAction.Mark) await flow.OfferAsync(Marked(document), cancellation);
                else if (_spans.Count == 0) await flow.OfferAsync(document, cancellation);
                else await CutAsync(flow, document, cancellation);
            }

        await flow.CommitAsync(cancellation);
    }

    private async ValueTask CutAsync(RecordFlow<Document> flow, Document document, CancellationToken cancellation)
    {
        if (document.Tokens == 0) document = document.CountTokens(context.TokenCounter);
        var left = document with { Text = _spans.Cut(document.Text.Span) };
        if (options.MinCharacters is { } fewest && Utf8Runes.Count(left.Text.Span) < fewest)
        {
            await flow.DropAsync(document, SubstringStage.Name, SubstringStage.LittleLeft, cancellation);
            return;
        }

        context.Tally.In(document.Tokens, document.SizeBytes);
        await flow.PassAsync(left.CountTokens(context.TokenCounter), cancellation);
    }

    private Document Marked(Document document)
    {
        var bytes = document.Text.LengthBytes;
        return document.WithNotes(document.Notes.Append([
            NoteValue.Of((long)_spans.Count), NoteValue.Of(_spans.Bytes), NoteValue.Of(bytes == 0 ? 0 : (double)_spans.Bytes / bytes)]));
    }
}
