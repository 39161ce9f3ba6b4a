namespace DataPipe.Curation.Dedup;

/// <summary>Disjoint sets of the numbers 0 to n - 1, 4 bytes each: union by size, paths halved. Source: Tarjan and van Leeuwen 1984.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _links; // the parent; of a root the size of its set, negative

    internal DisjointSets(int count)
    {
        _links = new int[count];
        _links.AsSpan().Fill(-1);
    }

    internal int Find(int item)
    {
        while (_links[item] >= 0)
        {
            var parent = _links[item];
            if (_links[parent] < 0) return parent;
            _links[item] = _links[parent];
            item = _links[item];
        }

        return item;
    }

    internal int Size(int root) => -_links[root];

    internal void Union(int first, int second)
    {
        var (large, small) = (Find(first), Find(second));
        if (large == small) return;
        if (_links[large] > _links[small]) (large, small) = (small, large);
        _links[large] += _links[small];
        _links[small] = large;
    }
}
