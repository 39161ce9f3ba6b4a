using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;

namespace DataPipe.Execution.Tasks;

/// <summary>What one task does to the world; remembers everything it published for the receipt.</summary>
internal sealed class TaskContext(
    TaskSetting setting, BoundStage stage, TaskSpec task, IReadOnlyDictionary<string, IReadOnlyList<Receipt>> earlier, StageProgress progress) : ITaskContext
{
    private const long OutputBufferBytes = 64L << 20;

    // A task may scatter its records over hundreds of parts at once.
    private const long WorkBufferBytes = 1L << 20;

    private readonly List<Shard> _outputs = [];
    private readonly List<Shard> _rejects = [];
    private readonly List<Shard> _work = [];
    private readonly List<Shard> _extras = [];
    private long _bytes, _seenRecords, _seenDropped;

    public string Stage => stage.Name;

    public long Seed => setting.Pipeline.Definition.Seed;

    public ITokenCounter TokenCounter => setting.TokenCounter;

    public TallyBuilder Tally { get; } = new();

    public ErrorPolicy Errors { get; } = new(stage.Settings.OnError == OnError.Quarantine, stage.Settings.MaxErrorFraction);

    public double RejectsFraction => stage.Settings.KeepRejects;

    public int Workers => setting.Workers;

    /// <summary>The shards of the dataset that the task published.</summary>
    public IReadOnlyList<Shard> Outputs => _outputs;

    /// <summary>The shards of rejects that the task published.</summary>
    public IReadOnlyList<Shard> RejectShards => _rejects;

    /// <summary>The intermediate files that the task published.</summary>
    public IReadOnlyList<Shard> Work => _work;

    /// <summary>The files beside the dataset that the task published.</summary>
    public IReadOnlyList<Shard> Extras => _extras;

    public void Advance(long bytes)
    {
        _bytes += bytes;
        Report();
    }

    public void Warn(string kind, string message) => Tally.Warn(kind, message);

    public ValueTask<Stream> OpenFileAsync(string path, CancellationToken cancellation) => setting.Files.OpenReadAsync(path, cancellation);

    public async IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, [EnumeratorCancellation] CancellationToken cancellation) where T : class, IRecord<T>
    {
        var source = stage.Inputs[input.Dataset];
        var read = 0L;
        await foreach (var batch in setting.Formats.ReadAsync<T>(setting.Store, $"{source.Name}/{input.Shard.Name}", source.Output, cancellation))
        {
            yield return batch;
            var next = input.Shard.Records == 0 ? 0 : (read + batch.Count) * input.Shard.Bytes / input.Shard.Records;
            var before = input.Shard.Records == 0 ? 0 : read * input.Shard.Bytes / input.Shard.Records;
            read += batch.Count;
            Advance(next - before);
        }

        if (read != input.Shard.Records)
            throw new FaultException("DP3007", $"{setting.Store.Locate($"{source.Name}/{input.Shard.Name}")} holds {read} records and should hold {input.Shard.Records}; delete it and run again to make it anew", null);
    }

    public IShardWriter<T> CreateOutput<T>() where T : class, IRecord<T> =>
        Writer<T>(stage.Name, $"{StageFolder.ShardPrefix}{task.Name}-", stage.Settings.Format, stage.Output, _outputs);

    public IShardWriter<T> CreateRejects<T>() where T : class, IRecord<T> =>
        Writer<T>($"{stage.Name}/{Rejects.Folder}", $"{StageFolder.ShardPrefix}{task.Name}-", ShardFormat.Parquet, Rejects.Schema(stage.Output), _rejects);

    public IShardWriter<T> CreateWork<T>(string name, DatasetSchema schema) where T : class, IRecord<T> =>
        Writer<T>($"{stage.Name}/{StageFolder.Work}", $"{task.Name}.{name}.", ShardFormat.Parquet, schema, _work, WorkBufferBytes);

    public ValueTask<IStoreWriter> CreateWorkFileAsync(CancellationToken cancellation) =>
        setting.Store.CreateAsync($"{stage.Name}/{StageFolder.Work}", cancellation);

    public async ValueTask CommitWorkAsync(IStoreWriter writer, string name, CancellationToken cancellation)
    {
        var published = await writer.CommitAsync($"{stage.Name}/{StageFolder.Work}/{task.Name}.{name}.{{hash}}", cancellation);
        _work.Add(new Shard(published.Key[(stage.Name.Length + 1)..], published.Bytes, published.Checksum, 0, 0));
    }

    public ValueTask<IStoreWriter> CreateExtraFileAsync(string folder, CancellationToken cancellation) => setting.Store.CreateAsync($"{stage.Name}/{folder}", cancellation);

    public async ValueTask<Shard> CommitExtraAsync(IStoreWriter writer, string folder, string extension, CancellationToken cancellation)
    {
        var published = await writer.CommitAsync($"{stage.Name}/{folder}/{StageFolder.ShardPrefix}{task.Name}-{{hash}}{extension}", cancellation);
        var extra = new Shard(published.Key[(stage.Name.Length + 1)..], published.Bytes, published.Checksum, 0, 0);
        _extras.Add(extra);
        return extra;
    }

    public IReadOnlyList<Shard> FindWork(string phase, int index, string name)
    {
        // The dot ends the name: another name may begin with this one.
        var prefix = $"{StageFolder.Work}/{new TaskSpec(phase, index).Name}.{name}.";
        return [.. earlier[phase][index].Work.Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public async ValueTask<Stream> OpenWorkAsync(Shard work, CancellationToken cancellation)
    {
        var stream = await OpenSelfCheckedWorkAsync(work, cancellation);
        var checksum = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        if (checksum != work.Checksum)
        {
            await stream.DisposeAsync();
            throw RemoveDamagedWork(work);
        }

        stream.Position = 0;
        return stream;
    }

    public async ValueTask<Stream> OpenSelfCheckedWorkAsync(Shard work, CancellationToken cancellation)
    {
        var key = $"{stage.Name}/{work.Name}";
        try
        {
            return await setting.Store.OpenReadAsync(key, cancellation);
        }
        catch (FaultException) when (setting.Store.SizeBytes(key) is null)
        {
            // A task beside this one may have found it damaged a moment ago and removed it: the same matter, the same remedy.
            throw new FaultException("DP3005", $"intermediate file {setting.Store.Locate(key)} is gone, as one is that another task found damaged and removed: run again to make it anew", null);
        }
    }

    public FaultException RemoveDamagedWork(Shard work)
    {
        var key = $"{stage.Name}/{work.Name}";
        setting.Store.Delete(key);
        return new FaultException("DP3005", $"intermediate file {setting.Store.Locate(key)} is damaged (checksum differs) and was removed: run again to make it anew", null);
    }

    public Stream OpenScratch() => setting.Store.OpenScratch($"{stage.Name}/{StageFolder.Work}");

    public IAsyncEnumerable<Batch<T>> ReadWorkAsync<T>(Shard work, DatasetSchema schema, CancellationToken cancellation) where T : class, IRecord<T> =>
        setting.Formats.ReadAsync<T>(setting.Store, $"{stage.Name}/{work.Name}", schema, cancellation);

    /// <summary>Passes on what was counted since the last report.</summary>
    public void Report()
    {
        progress.Add(Tally.RecordsIn - _seenRecords, Tally.RecordsDropped - _seenDropped, _bytes);
        (_seenRecords, _seenDropped, _bytes) = (Tally.RecordsIn, Tally.RecordsDropped, 0);
    }

    private TrackedShardWriter<T> Writer<T>(string folder, string prefix, ShardFormat format, DatasetSchema schema, List<Shard> into, long bufferBytes = OutputBufferBytes) where T : class, IRecord<T>
    {
        var destination = new ShardDestination(folder, prefix, stage.Settings.ShardBytes, stage.Settings.Codec, Metadata()) { BufferBytes = bufferBytes };
        return new TrackedShardWriter<T>(setting.Formats.Create<T>(setting.Store, format, destination, schema), stage.Name, into);
    }

    private Dictionary<string, string> Metadata() => new()
    {
        ["datapipe.pipeline"] = setting.Pipeline.Definition.Name,
        ["datapipe.stage"] = stage.Name,
        ["datapipe.fingerprint"] = stage.Recipe,
        ["datapipe.tokenizer"] = setting.TokenCounter.Name,
    };
}
