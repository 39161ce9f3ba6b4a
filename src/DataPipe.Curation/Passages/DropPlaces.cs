using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Passages;

/// <summary>The passages of one shard that go, in the order of the shard, from all tasks that found some.</summary>
internal sealed class DropPlaces : IAsyncDisposable
{
    private readonly ExternalSorter<ulong> _sorter;
    private readonly ulong[] _some = new ulong[1 << 12];
    private int _at, _filled;

    private DropPlaces(ExternalSorter<ulong> sorter) => _sorter = sorter;

    /// <summary>Whether there is one more.</summary>
    internal bool HasNext => _at < _filled;

    /// <summary>The next <see cref="PassagePlace"/>.</summary>
    internal ulong Next => _some[_at];

    internal static async ValueTask<DropPlaces> OpenAsync(int shard, int partitions, long memory, ITaskContext context, CancellationToken cancellation)
    {
        var sorter = new ExternalSorter<ulong>(memory, context.OpenScratch);
        try
        {
            await AddAsync(sorter, context.FindWork(PassageWork.Hash, shard, PassageWork.Drops)[0], null, context, cancellation);
            for (var partition = 0; partition < partitions; partition++)
                await AddAsync(sorter, context.FindWork(PassageWork.Match, partition, PassageWork.Drops)[0], shard, context, cancellation);
            await sorter.SortAsync(cancellation);
            var places = new DropPlaces(sorter);
            await places.FillAsync(cancellation);
            return places;
        }
        catch
        {
            await sorter.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on to the one after.</summary>
    internal ValueTask AdvanceAsync(CancellationToken cancellation) => ++_at < _filled ? ValueTask.CompletedTask : FillAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sorter.DisposeAsync();

    private async ValueTask FillAsync(CancellationToken cancellation) => (_at, _filled) = (0, await _sorter.ReadAsync(_some, cancellation));

    private static async ValueTask AddAsync(ExternalSorter<ulong> sorter, Shard work, int? section, ITaskContext context, CancellationToken cancellation)
    {
        await using var reader = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
        if (section is { } selected) reader.Select(selected);
        while (await reader.NextBlockAsync(cancellation)) await sorter.AddAsync(reader.Block, cancellation);
    }
}
