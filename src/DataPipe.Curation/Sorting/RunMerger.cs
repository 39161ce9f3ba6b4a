using System.Runtime.CompilerServices;

namespace DataPipe.Curation.Sorting;

/// <summary>Merges sorted runs into one sequence: a tournament tree of losers, one comparison a level for every entry. Holds one block of every run. Source: Knuth, The Art of Computer Programming 3, 5.4.1.</summary>
internal sealed class RunMerger<T> : IAsyncDisposable where T : unmanaged
{
    private readonly IReadOnlyList<EntryReader<T>> _runs;
    private readonly T[] _heads; // the next entry of every run
    private readonly bool[] _ended;
    private readonly int[] _places; // of the head in the block
    private readonly int[] _tree; // 0: the run that is next; above: the run that lost there
    private int _starved = -1; // the run whose block is used up

    private RunMerger(IReadOnlyList<EntryReader<T>> runs) =>
        (_runs, _heads, _ended, _places, _tree) = (runs, new T[runs.Count], new bool[runs.Count], new int[runs.Count], new int[runs.Count]);

    /// <summary>Merges runs, at least one, each sorted; it closes them.</summary>
    internal static async ValueTask<RunMerger<T>> OpenAsync(IReadOnlyList<EntryReader<T>> runs, CancellationToken cancellation)
    {
        var merger = new RunMerger<T>(runs);
        for (var run = 0; run < runs.Count; run++) await merger.LoadAsync(run, cancellation);
        merger.Seed();
        return merger;
    }

    /// <summary>Fills the destination from its start with the next entries and gives how many; 0 at the end.</summary>
    internal async ValueTask<int> ReadAsync(Memory<T> destination, CancellationToken cancellation)
    {
        var filled = 0;
        while (filled < destination.Length)
        {
            if (_starved >= 0)
            {
                await LoadAsync(_starved, cancellation);
                Replay(_starved);
                _starved = -1;
            }

            if (_ended[_tree[0]]) break;
            filled += Fill(destination.Span[filled..]);
        }

        return filled;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs) await run.DisposeAsync();
    }

    private async ValueTask LoadAsync(int run, CancellationToken cancellation)
    {
        _ended[run] = !await _runs[run].NextBlockAsync(cancellation);
        if (_ended[run]) return;
        _heads[run] = _runs[run].Block.Span[0];
        _places[run] = 0;
    }

    private int Fill(Span<T> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var run = _tree[0];
            if (_ended[run]) return i;
            destination[i] = _heads[run];
            var block = _runs[run].Block.Span;
            var place = ++_places[run];
            if (place == block.Length)
            {
                _starved = run;
                return i + 1;
            }

            _heads[run] = block[place];
            Replay(run);
        }

        return destination.Length;
    }

    // Plays all matches from the leaves up; node n has the children 2n and 2n + 1, run r is the leaf runs + r.
    private void Seed()
    {
        var runs = _heads.Length;
        var winners = new int[2 * runs];
        for (var run = 0; run < runs; run++) winners[runs + run] = run;
        for (var node = runs - 1; node >= 1; node--)
        {
            int left = winners[2 * node], right = winners[2 * node + 1];
            var leftWins = !IsBefore(right, left);
            winners[node] = leftWins ? left : right;
            _tree[node] = leftWins ? right : left;
        }

        _tree[0] = runs == 1 ? 0 : winners[1];
    }

    private void Replay(int run)
    {
        for (var node = (run + _heads.Length) / 2; node >= 1; node /= 2)
            if (IsBefore(_tree[node], run))
                (_tree[node], run) = (run, _tree[node]);
        _tree[0] = run;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBefore(int first, int second) =>
        !_ended[first] && (_ended[second] || RadixSort.IsLess(ref _heads[first], ref _heads[second]));
}
