using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Sorting;

/// <summary>An intermediate file of entries, or one that stays beside the dataset, being written. Disposed without commit it leaves no trace.</summary>
internal sealed class WorkEntryWriter<T> : IAsyncDisposable where T : unmanaged
{
    private readonly ITaskContext _context;
    private readonly IStoreWriter _file;

    private WorkEntryWriter(ITaskContext context, IStoreWriter file, int blockBytes) => (_context, _file, Entries) = (context, file, new EntryWriter<T>(file.Stream, blockBytes));

    /// <summary>Takes the entries.</summary>
    internal EntryWriter<T> Entries { get; }

    /// <summary>Begins a file; small blocks are for entries that are looked up one by one.</summary>
    /// <exception cref="Core.Faults.FaultException">It cannot be written.</exception>
    internal static async ValueTask<WorkEntryWriter<T>> CreateAsync(ITaskContext context, CancellationToken cancellation, int blockBytes = EntryFormat.BlockBytes) =>
        new(context, await context.CreateWorkFileAsync(cancellation), blockBytes);

    /// <summary>Begins a file that stays beside the dataset.</summary>
    /// <exception cref="Core.Faults.FaultException">It cannot be written.</exception>
    internal static async ValueTask<WorkEntryWriter<T>> CreateExtraAsync(ITaskContext context, string folder, CancellationToken cancellation, int blockBytes = EntryFormat.BlockBytes) =>
        new(context, await context.CreateExtraFileAsync(folder, cancellation), blockBytes);

    /// <summary>Publishes it for a later phase.</summary>
    internal async ValueTask CommitAsync(string name, CancellationToken cancellation)
    {
        await Entries.CompleteAsync(cancellation);
        await _context.CommitWorkAsync(_file, name, cancellation);
    }

    /// <summary>Publishes it beside the dataset, in the folder it was begun in.</summary>
    internal async ValueTask<Shard> CommitExtraAsync(string folder, string extension, CancellationToken cancellation)
    {
        await Entries.CompleteAsync(cancellation);
        return await _context.CommitExtraAsync(_file, folder, extension, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
