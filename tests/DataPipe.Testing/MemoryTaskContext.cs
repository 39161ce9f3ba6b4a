using System.Runtime.CompilerServices;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Testing;

/// <summary>A task's world in memory; files of the outside world are read from disk.</summary>
/// <typeparam name="TOut">Record type of the stage's dataset.</typeparam>
internal sealed class MemoryTaskContext<TOut>(TaskSpec spec, DatasetSchema output, MemoryStore store, StageRunnerOptions options) : ITaskContext
    where TOut : class, IRecord<TOut>
{
    private readonly List<TOut> _records = [];
    private readonly List<RejectedRecord<TOut>> _rejects = [];
    private readonly List<ExtraFile> _extras = [];
    private bool _hasOutput, _hasRejects;
    private long _advanced;

    public string Stage => options.Stage;

    public long Seed => options.Seed;

    public ITokenCounter TokenCounter => options.TokenCounter;

    public TallyBuilder Tally { get; } = new();

    public ErrorPolicy Errors => options.Errors;

    public double RejectsFraction => options.RejectsFraction;

    public int Workers => options.Workers;

    public TaskRun<TOut> Result => new(spec, _records, _rejects, Tally.Build(), _advanced) { Extras = _extras };

    public void Advance(long bytes) => _advanced += bytes;

    public void Warn(string kind, string message) => Tally.Warn(kind, message);

    public ValueTask<Stream> OpenFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return ValueTask.FromResult<Stream>(File.OpenRead(path));
        }
        catch (IOException cause)
        {
            throw new FaultException("DP2001", $"{path} cannot be opened: {cause.Message}", cause);
        }
    }

    public IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, CancellationToken cancellation) where T : class, IRecord<T> =>
        BatchesAsync(store.Records<T>(input.Shard.Name), cancellation);

    public IShardWriter<T> CreateOutput<T>() where T : class, IRecord<T>
    {
        Once(ref _hasOutput, "the dataset");
        return new MemoryShardWriter<T>(output, written =>
        {
            _records.AddRange(written.Cast<TOut>());
            return written.Count == 0 ? [] : [store.Put($"data/{spec.Name}", written)];
        });
    }

    public IShardWriter<T> CreateRejects<T>() where T : class, IRecord<T>
    {
        Once(ref _hasRejects, "the rejects");
        return new MemoryShardWriter<T>(Rejects.Schema(output), written =>
        {
            foreach (var record in written.Cast<TOut>()) _rejects.Add(Reject(record));
            return written.Count == 0 ? [] : [store.Put($"{Rejects.Folder}/{spec.Name}", written)];
        });
    }

    public IShardWriter<T> CreateWork<T>(string name, DatasetSchema schema) where T : class, IRecord<T> =>
        new MemoryShardWriter<T>(schema, written =>
        {
            Shard[] shards = [.. written.Chunk(options.WorkShardRecords).Select((chunk, i) => store.Put($"work/{spec.Name}/{name}-{i:000}", chunk))];
            store.AddWork(spec.Phase, spec.Index, name, shards);
            return shards;
        });

    public ValueTask<IStoreWriter> CreateWorkFileAsync(CancellationToken cancellation) => ValueTask.FromResult<IStoreWriter>(new MemoryStoreWriter());

    public ValueTask CommitWorkAsync(IStoreWriter writer, string name, CancellationToken cancellation)
    {
        store.AddWork(spec.Phase, spec.Index, name, [store.Put($"work/{spec.Name}/{name}", ((MemoryStoreWriter)writer).Close())]);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IStoreWriter> CreateExtraFileAsync(string folder, CancellationToken cancellation) => CreateWorkFileAsync(cancellation);

    public ValueTask<Shard> CommitExtraAsync(IStoreWriter writer, string folder, string extension, CancellationToken cancellation)
    {
        var bytes = ((MemoryStoreWriter)writer).Close();
        var extra = store.Put($"{folder}/part-{spec.Name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..12]}{extension}", bytes);
        _extras.Add(new ExtraFile(extra.Name, bytes));
        return ValueTask.FromResult(extra);
    }

    public IReadOnlyList<Shard> FindWork(string phase, int task, string name) =>
        phase == spec.Phase
            ? throw new InvalidOperationException($"task {spec.Name} looks into its own phase, whose other tasks may not have run")
            : store.Work(phase, task, name);

    public ValueTask<Stream> OpenWorkAsync(Shard work, CancellationToken cancellation) =>
        ValueTask.FromResult<Stream>(new MemoryStream(store.Bytes(work.Name), writable: false));

    public ValueTask<Stream> OpenSelfCheckedWorkAsync(Shard work, CancellationToken cancellation) => OpenWorkAsync(work, cancellation);

    public FaultException RemoveDamagedWork(Shard work) => new("DP3005", $"intermediate file {work.Name} is damaged", null);

    public Stream OpenScratch() => new MemoryStream();

    public IAsyncEnumerable<Batch<T>> ReadWorkAsync<T>(Shard work, DatasetSchema schema, CancellationToken cancellation) where T : class, IRecord<T> =>
        BatchesAsync(store.Records<T>(work.Name), cancellation);

    // The array is used again for every batch, so that a stage which keeps one fails its test.
    private async IAsyncEnumerable<Batch<T>> BatchesAsync<T>(IReadOnlyList<T> records, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new T[Math.Min(options.BatchRecords, Math.Max(1, records.Count))];
        for (var at = 0; at < records.Count; at += batch.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
            var count = Math.Min(batch.Length, records.Count - at);
            for (var i = 0; i < count; i++) batch[i] = records[at + i];
            yield return new Batch<T>(batch, count);
            Array.Clear(batch);
        }
    }

    private RejectedRecord<TOut> Reject(TOut record)
    {
        var notes = new NoteValue[output.Notes.Count];
        for (var i = 0; i < notes.Length; i++) notes[i] = record.Notes[i];
        return new RejectedRecord<TOut>(
            record.WithNotes(notes.Length == 0 ? Notes.None : new Notes(notes)),
            record.Notes[notes.Length].Text ?? "",
            record.Notes[notes.Length + 1].Text ?? "",
            record.Notes[notes.Length + 2].Text);
    }

    private void Once(ref bool done, string what)
    {
        if (done) throw new InvalidOperationException($"task {spec.Name} opens {what} twice");
        done = true;
    }
}
