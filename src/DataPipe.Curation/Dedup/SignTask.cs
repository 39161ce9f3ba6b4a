using System.Runtime.InteropServices;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Dedup;

/// <summary>
/// First phase: hashes and signs the documents of one shard. Duplicates within the shard become edges at once, so that a key reaches its bucket
/// once a shard, however often it occurs. Holds 24 bytes a document and key in memory: 36 MB for 100,000 documents of 15 keys.
/// </summary>
internal sealed class SignTask(DedupOptions options)
{
    private readonly MinHashSigner? _signer = options.Near is null ? null : new(options.Near.ToPreset());
    private readonly List<DocumentEntry> _documents = [];
    private readonly List<BucketEntry> _entries = [];
    private readonly List<Edge> _edges = [];
    private readonly Dictionary<ContentHash, ulong> _firstOfText = [];
    private ulong[] _signature = [];

    internal async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var input = task.Inputs[0];
        _signature = new ulong[_signer?.Preset.Hashes ?? 0];
        await foreach (var batch in context.ReadAsync<Document>(input, cancellation))
            for (var i = 0; i < batch.Count; i++)
                Sign(batch[i], task.Index, input.Dataset);

        var buckets = DedupWork.Number(task, DedupWork.BucketsArgument);
        CollectionsMarshal.AsSpan(_entries).Sort();
        var unique = Collapse();
        for (var at = 0; at < unique.Length;)
        {
            var bucket = unique.Span[at].Bucket(buckets);
            var end = at;
            while (end < unique.Length && unique.Span[end].Bucket(buckets) == bucket) end++;
            await EntryFile.WriteAsync(context, DedupWork.BucketName(bucket), unique[at..end], cancellation);
            at = end;
        }

        await EntryFile.WriteAsync<DocumentEntry>(context, DedupWork.Documents, _documents.ToArray(), cancellation);
        await EntryFile.WriteAsync<Edge>(context, DedupWork.Edges, _edges.ToArray(), cancellation);
    }

    private void Sign(Document document, int shard, int input)
    {
        var text = document.Text.Span;
        var hash = ContentHash.Of(text);
        var number = DocumentNumber.Of(shard, _documents.Count);
        _documents.Add(DocumentEntry.Of(document, hash, input));
        if (Whitespace.TrimStart(text).IsEmpty) return;
        if (options.Exact)
        {
            if (!_firstOfText.TryAdd(hash, number))
            {
                _edges.Add(new Edge(_firstOfText[hash], number)); // what is found for the first of this text holds for this one
                return;
            }

            _entries.Add(new BucketEntry(hash.High, hash.Low, number));
        }

        if (_signer is null || _signer.Sign(text, _signature) == 0) return;
        var rows = _signer.Preset.Rows;
        for (var band = 0; band < _signer.Preset.Bands; band++)
        {
            var bytes = MemoryMarshal.AsBytes(_signature.AsSpan(band * rows, rows));
            var seed = Mix64.Of((ulong)band + 1);
            _entries.Add(new BucketEntry(XxHash64.Hash(bytes, seed), XxHash64.Hash(bytes, ~seed), number));
        }
    }

    // Of sorted entries the first of every key, the others as edges to it.
    private ReadOnlyMemory<BucketEntry> Collapse()
    {
        List<BucketEntry> unique = new(_entries.Count);
        foreach (var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (unique.Count > 0 && unique[^1].HasKeyOf(entry)) _edges.Add(new Edge(unique[^1].Document, entry.Document));
            else unique.Add(entry);
        }

        return unique.ToArray();
    }
}
