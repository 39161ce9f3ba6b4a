namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Disjoint sets of document numbers in 4 bytes each, on disk where memory does not take them: the smaller root wins, paths are halved. Source: Tarjan and van Leeuwen 1984.</summary>
internal sealed class DisjointSets(long count, long memoryBytes, Func<Stream> openScratch) : IDisposable
{
    /// <summary>Most documents: one number stands for those that nothing was said of.</summary>
    internal const long MaxCount = uint.MaxValue;

    private const uint Untouched = uint.MaxValue;
    private readonly NumberPages _parents = new(count, Untouched, memoryBytes, openScratch);

    /// <summary>Whether the document was touched, or joined with another.</summary>
    internal bool IsTouched(uint document) => _parents[document] != Untouched;

    /// <summary>Remembers a document that is in a set with something else than a document.</summary>
    internal void Touch(uint document)
    {
        if (_parents[document] == Untouched) _parents[document] = document;
    }

    /// <summary>The smallest document of the set.</summary>
    internal uint Find(uint document)
    {
        while (true)
        {
            var parent = _parents[document];
            if (parent == Untouched || parent == document) return document;
            var next = _parents[parent];
            if (next == parent) return parent;
            _parents[document] = next;
            document = next;
        }
    }

    /// <summary>Makes one set of those of both documents.</summary>
    internal void Union(uint first, uint second)
    {
        // Near-duplicates meet in many bands: mostly both are below one root already.
        var above = _parents[first];
        if (above != Untouched && (above == _parents[second] || above == second)) return;
        var (a, b) = (Find(first), Find(second));
        if (a == b && above != Untouched) return;
        var (small, large) = a < b ? (a, b) : (b, a);
        Touch(small);
        _parents[large] = small;
    }

    /// <inheritdoc/>
    public void Dispose() => _parents.Dispose();
}
