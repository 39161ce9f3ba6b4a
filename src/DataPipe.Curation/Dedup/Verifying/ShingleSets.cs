using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>Gives out the sets of shingles of all documents that are to be compared, in ascending order of their places. Holds one set.</summary>
internal sealed class ShingleSets(ExternalSorter<PlacedShingle> shingles)
{
    private readonly PlacedShingle[] _some = new PlacedShingle[4096];
    private ulong[] _set = new ulong[1024];
    private int _at, _read;

    /// <summary>The set of the document at a place, ascending, valid until the next call; empty where there is none.</summary>
    internal async ValueTask<ReadOnlyMemory<ulong>> AtAsync(ulong place, CancellationToken cancellation)
    {
        var count = 0;
        while (true)
        {
            if (_at == _read)
            {
                (_at, _read) = (0, await shingles.ReadAsync(_some, cancellation));
                if (_read == 0) break;
            }

            var shingle = _some[_at];
            if (shingle.Place > place) break;
            _at++;
            if (shingle.Place < place) continue;
            if (count == _set.Length) Array.Resize(ref _set, 2 * count);
            _set[count++] = shingle.Shingle;
        }

        return _set.AsMemory(0, count);
    }
}
