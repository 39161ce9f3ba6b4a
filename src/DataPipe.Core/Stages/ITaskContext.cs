using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;

namespace DataPipe.Core.Stages;

/// <summary>What a task may do to the world: read its inputs, write its outputs, count, warn and report progress.</summary>
public interface ITaskContext
{
    /// <summary>Name of the stage.</summary>
    string Stage { get; }

    /// <summary>Seed of the pipeline.</summary>
    long Seed { get; }

    /// <summary>Counts tokens.</summary>
    ITokenCounter TokenCounter { get; }

    /// <summary>What the task counted so far.</summary>
    TallyBuilder Tally { get; }

    /// <summary>What happens to a record that makes a step throw.</summary>
    ErrorPolicy Errors { get; }

    /// <summary>Which share of dropped records is kept aside for inspection, 0..1.</summary>
    double RejectsFraction { get; }

    /// <summary>Tasks that may run at the same time in this process, at least 1; they share its memory. What a task makes must not depend on it.</summary>
    int Workers { get; }

    /// <summary>Tells that so many more bytes of input were consumed.</summary>
    void Advance(long bytes);

    /// <summary>Counts a warning under its kind; the first few of each kind are kept with their text.</summary>
    void Warn(string kind, string message);

    /// <summary>Opens a file of the outside world.</summary>
    /// <exception cref="FaultException">It cannot be opened.</exception>
    ValueTask<Stream> OpenFileAsync(string path, CancellationToken cancellation);

    /// <summary>Reads a shard of an input dataset.</summary>
    IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, CancellationToken cancellation) where T : class, IRecord<T>;

    /// <summary>Opens the task's share of the stage's dataset.</summary>
    IShardWriter<T> CreateOutput<T>() where T : class, IRecord<T>;

    /// <summary>Opens the task's share of what the stage dropped; the schema is the output's with <see cref="Rejects.Columns"/> behind.</summary>
    IShardWriter<T> CreateRejects<T>() where T : class, IRecord<T>;

    /// <summary>Opens intermediate records for a later phase, found again by <see cref="FindWork"/> under this name.</summary>
    IShardWriter<T> CreateWork<T>(string name, DatasetSchema schema) where T : class, IRecord<T>;

    /// <summary>Begins an intermediate file for a later phase; <see cref="CommitWorkAsync"/> publishes it.</summary>
    ValueTask<IStoreWriter> CreateWorkFileAsync(CancellationToken cancellation);

    /// <summary>Publishes an intermediate file under a name.</summary>
    ValueTask CommitWorkAsync(IStoreWriter writer, string name, CancellationToken cancellation);

    /// <summary>Begins a file that stays beside the dataset when the stage is done, in a folder of its own below the stage's; <see cref="CommitExtraAsync"/> publishes it.</summary>
    ValueTask<IStoreWriter> CreateExtraFileAsync(string folder, CancellationToken cancellation);

    /// <summary>Publishes a file beside the dataset, in the folder it was begun in, under a name with the task, digits of its checksum and an extension.</summary>
    ValueTask<Shard> CommitExtraAsync(IStoreWriter writer, string folder, string extension, CancellationToken cancellation);

    /// <summary>What a task of an earlier phase wrote under a name, in order; empty when it wrote nothing.</summary>
    IReadOnlyList<Shard> FindWork(string phase, int task, string name);

    /// <summary>Opens an intermediate file, its checksum verified.</summary>
    ValueTask<Stream> OpenWorkAsync(Shard work, CancellationToken cancellation);

    /// <summary>Opens an intermediate file that checks itself while it is read, so that it is read once and not twice; the stream can seek. A reader that finds it damaged throws what <see cref="RemoveDamagedWork"/> gives.</summary>
    ValueTask<Stream> OpenSelfCheckedWorkAsync(Shard work, CancellationToken cancellation);

    /// <summary>Removes an intermediate file that its reader found damaged, so that the next run makes it anew; gives the fault to throw.</summary>
    FaultException RemoveDamagedWork(Shard work);

    /// <summary>Opens a file of the task's own for what does not fit into memory: written, sought and read by the task, gone when it is closed.</summary>
    /// <exception cref="FaultException">The disk is full or read-only.</exception>
    Stream OpenScratch();

    /// <summary>Reads intermediate records.</summary>
    IAsyncEnumerable<Batch<T>> ReadWorkAsync<T>(Shard work, DatasetSchema schema, CancellationToken cancellation) where T : class, IRecord<T>;
}
