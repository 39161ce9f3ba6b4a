using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Sorting;

/// <summary>Intermediate files of entries, from one phase of a stage to a later one. They check themselves; a damaged one is removed, so that its task runs again.</summary>
internal static class WorkEntries
{
    /// <summary>Writes and publishes an intermediate file.</summary>
    /// <exception cref="Core.Faults.FaultException">It cannot be written.</exception>
    internal static async ValueTask WriteAsync<T>(ITaskContext context, string name, Func<EntryWriter<T>, ValueTask> write, CancellationToken cancellation) where T : unmanaged
    {
        await using var file = await WorkEntryWriter<T>.CreateAsync(context, cancellation);
        await write(file.Entries);
        await file.CommitAsync(name, cancellation);
    }

    /// <summary>Opens an intermediate file at its first entry; <see cref="ITaskContext.FindWork"/> finds it.</summary>
    /// <exception cref="Core.Faults.FaultException">It is damaged: so does reading on throw.</exception>
    internal static async ValueTask<EntryReader<T>> OpenAsync<T>(ITaskContext context, Shard work, CancellationToken cancellation) where T : unmanaged =>
        await EntryReader<T>.OpenAsync(await context.OpenSelfCheckedWorkAsync(work, cancellation), () => context.RemoveDamagedWork(work), cancellation);
}
