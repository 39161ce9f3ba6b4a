using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Passages;

/// <summary>The only task: all documents in order past one filter.</summary>
internal sealed class BloomTask(BloomDedupOptions options, ITaskContext context)
{
    private readonly PassageRules _rules = options.ToRules();
    private readonly PassageReader _reader = new(options.ToRules());
    private readonly PassageRemover _remover = new(options.ToRules());

    internal async Task RunAsync(TaskSpec task, BloomFilter filter, ChainPlan steps, CancellationToken cancellation)
    {
        await using var flow = new RecordFlow<Document>(context, steps);
        foreach (var input in task.Inputs)
            await foreach (var batch in context.ReadAsync<Document>(input, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    await PassAsync(batch[i], filter, flow, cancellation);
        await flow.CommitAsync(cancellation);
    }

    private ValueTask PassAsync(Document document, BloomFilter filter, RecordFlow<Document> flow, CancellationToken cancellation)
    {
        if (options.By is BloomKey.Line or BloomKey.Paragraph)
        {
            Remove(document.Text.Span, filter);
            return _remover.Removed == 0
                ? flow.OfferAsync(document, cancellation)
                : flow.ReplaceAsync(document, _remover.End(document.Text.Span), _rules, cancellation);
        }

        var hasKey = options.By == BloomKey.Url ? TryHashUrl(document, out var key) : _reader.TryHash(document.Text.Span, out key);
        return !hasKey || IsNew(key, filter) ? flow.OfferAsync(document, cancellation) : flow.DropAsync(document, BloomDedupStage.Name, BloomDedupStage.Duplicate, cancellation);
    }

    private void Remove(ReadOnlySpan<byte> text, BloomFilter filter)
    {
        _remover.Begin();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = PassageWindow.End(text, start);
            var window = text[start..end];
            foreach (var bounds in _reader.Read(window))
                _remover.Add(text, new PassageBounds(start + bounds.Start, start + bounds.End), _reader.TryHash(window[bounds.Start..bounds.End], out var hash) && !IsNew(hash, filter));
        }
    }

    private bool IsNew(ContentHash key, BloomFilter filter)
    {
        var isNew = filter.Add(key);
        if (filter.Count <= filter.Capacity) return isNew;
        throw new FaultException("DP1151", string.Create(
            CultureInfo.InvariantCulture,
            $"more than {filter.Capacity:#,0} different keys reach the filter, which {filter.Bytes:#,0} bytes hold at a false-positive rate of {options.FalsePositiveRate}: raise memory or the rate, or compare exactly with dedup, dedup-lines or dedup-paragraphs, which sort on disk"), null);
    }

    private static bool TryHashUrl(Document document, out ContentHash hash)
    {
        hash = document.Url is null ? default : ContentHash.Of(Encoding.UTF8.GetBytes(document.Url));
        return document.Url is not null;
    }
}
