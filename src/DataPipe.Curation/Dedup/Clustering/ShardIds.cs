using DataPipe.Core.Stages;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>The ids of all documents, shard after shard, asked for in ascending order of their numbers.</summary>
internal sealed class ShardIds(int shards, ITaskContext context) : IAsyncDisposable
{
    private long[]? _ends;
    private IdReader? _reader;
    private int _shard = -1;
    private long _next; // the document whose id comes next

    /// <summary>The id of a document, as UTF-8.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> AtAsync(uint document, CancellationToken cancellation)
    {
        _ends ??= await EndsAsync(shards, context, cancellation);
        while (_shard < 0 || document >= _ends[_shard])
        {
            if (_reader is not null) await _reader.DisposeAsync();
            _shard++;
            _next = _shard == 0 ? 0 : _ends[_shard - 1];
            _reader = new IdReader(await WorkEntries.OpenAsync<ulong>(context, context.FindWork(DedupWork.Sign, _shard, DedupWork.Ids)[0], cancellation));
        }

        await _reader!.SkipAsync(document - _next, cancellation);
        _next = (long)document + 1;
        return await _reader.NextAsync(cancellation) ?? throw new InvalidDataException($"there is no id of document {document}");
    }

    /// <summary>For every shard the number of the first document behind it.</summary>
    internal static async ValueTask<long[]> EndsAsync(int shards, ITaskContext context, CancellationToken cancellation)
    {
        var ends = new long[shards];
        for (var shard = 0; shard < shards; shard++)
        {
            await using var facts = await WorkEntries.OpenAsync<DocumentFacts>(context, context.FindWork(DedupWork.Sign, shard, DedupWork.Documents)[0], cancellation);
            ends[shard] = (shard == 0 ? 0 : ends[shard - 1]) + facts.Count;
        }

        return ends;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader?.DisposeAsync() ?? ValueTask.CompletedTask;
}
