using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Several files of vectors that one task deals its rows to, each opened with its first row. Holds 64 KiB a file.</summary>
internal sealed class VectorFiles(ITaskContext context, int count, Func<int, string> name) : IAsyncDisposable
{
    private const int BlockBytes = 1 << 16;
    private readonly (IStoreWriter File, EntryWriter<ulong> Entries, VectorWriter Vectors)?[] _files = new (IStoreWriter, EntryWriter<ulong>, VectorWriter)?[count];

    /// <summary>Opens a file that rows will be written to, unless it is open.</summary>
    internal async ValueTask<VectorWriter> OfAsync(int number, CancellationToken cancellation)
    {
        if (_files[number] is { } open) return open.Vectors;
        var file = await context.CreateWorkFileAsync(cancellation);
        var entries = new EntryWriter<ulong>(file.Stream, BlockBytes);
        _files[number] = (file, entries, new VectorWriter(entries));
        return _files[number]!.Value.Vectors;
    }

    /// <summary>Publishes the files that have rows.</summary>
    internal async ValueTask CommitAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < _files.Length; i++)
            if (_files[i] is { } open)
            {
                await open.Entries.CompleteAsync(cancellation);
                await context.CommitWorkAsync(open.File, name(i), cancellation);
            }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var open in _files)
            if (open is not null)
                await open.Value.File.DisposeAsync();
    }
}
