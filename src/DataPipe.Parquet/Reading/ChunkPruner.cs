using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Reading;

/// <summary>Finds the rows of a row group that may fulfil predicates: cheapest knowledge first.</summary>
internal sealed class ChunkPruner(IRangeSource source, ParquetReaderOptions options)
{
    public async ValueTask<RowRanges> FindAsync(
        RowGroup group, ParquetSchema schema, IReadOnlyList<ColumnPredicate> predicates, CancellationToken cancellation)
    {
        var leaves = new LeafColumn[predicates.Count];
        for (var i = 0; i < leaves.Length; i++)
            leaves[i] = Bind(schema, predicates[i]);
        for (var i = 0; i < leaves.Length; i++)
            if (group.Columns[leaves[i].Index] is var chunk
                && !predicates[i].MayMatch(ValueBounds.Of(leaves[i].Node, chunk.Statistics, chunk.ValueCount)))
                return new RowRanges();
        for (var i = 0; i < leaves.Length; i++)
            if (!await MayHoldAsync(group.Columns[leaves[i].Index], predicates[i], cancellation).ConfigureAwait(false))
                return new RowRanges();
        var rows = RowRanges.All(group.Rows);
        for (var i = 0; i < leaves.Length && rows.Rows > 0; i++)
            if (await FindPagesAsync(group, group.Columns[leaves[i].Index], predicates[i], cancellation).ConfigureAwait(false) is { } found)
                rows = rows.Intersect(found);
        return rows;
    }

    private static LeafColumn Bind(ParquetSchema schema, ColumnPredicate predicate)
    {
        var leaf = schema.FindLeaf(predicate.Path)
            ?? throw new ArgumentException($"The file has no leaf column '{predicate.Path}'.", nameof(predicate));
        var kind = LeafValue.KindOf(leaf.Node);
        foreach (var value in predicate.Values)
            if (!ValueOrder.AreComparable(kind, value.Kind))
                throw new ArgumentException($"Column '{predicate.Path}' of kind {kind} is not compared with a value of kind {value.Kind}.", nameof(predicate));
        return leaf;
    }

    private async ValueTask<bool> MayHoldAsync(ColumnChunk chunk, ColumnPredicate predicate, CancellationToken cancellation)
    {
        if (predicate.Kind != PredicateKind.In || !chunk.HasBloomFilter)
            return true;
        var wanted = new List<byte[]>();
        foreach (var value in predicate.Values)
        {
            if (PlainForms.Of(chunk.Leaf.Node, value) is not { } forms)
                return true;
            wanted.AddRange(forms);
        }
        if (wanted.Count == 0)
            return false;
        if (await IndexSource.ReadFilterAsync(source, options, chunk, cancellation).ConfigureAwait(false) is not { } bits)
            return true;
        var filter = new BloomFilter(bits);
        foreach (var form in wanted)
            if (filter.MayHold(form))
                return true;
        return false;
    }

    // Null where the file has no usable index.
    private async ValueTask<RowRanges?> FindPagesAsync(
        RowGroup group, ColumnChunk chunk, ColumnPredicate predicate, CancellationToken cancellation)
    {
        if (!chunk.HasColumnIndex
            || await IndexSource.ReadOffsetsAsync(source, options, chunk, group.Rows, cancellation).ConfigureAwait(false) is not { } offsets
            || await IndexSource.ReadBoundsAsync(source, options, chunk, offsets.Pages.Count, cancellation).ConfigureAwait(false) is not { } bounds)
            return null;
        var found = new RowRanges();
        for (var page = 0; page < offsets.Pages.Count; page++)
            if (predicate.MayMatch(ValueBounds.Of(chunk.Leaf.Node, bounds, page)))
                found.Add(offsets.Pages[page].FirstRow, page + 1 < offsets.Pages.Count ? offsets.Pages[page + 1].FirstRow : group.Rows);
        return found;
    }
}
