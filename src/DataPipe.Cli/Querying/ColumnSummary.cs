using DataPipe.Core.Datasets;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;

namespace DataPipe.Cli.Querying;

/// <summary>What the footers of a dataset's Parquet shards say of one column: nothing is decoded for it.</summary>
/// <param name="Path">Column.</param>
/// <param name="Type">Type.</param>
/// <param name="Values">Values and nulls together; for lists, elements.</param>
/// <param name="Nulls">Nulls.</param>
/// <param name="Min">Smallest value, shortened; null when unknown.</param>
/// <param name="Max">Largest value, shortened; null when unknown.</param>
/// <param name="Bytes">Bytes as stored.</param>
/// <param name="RawBytes">Bytes before compression.</param>
internal sealed record ColumnSummary(string Path, string Type, long Values, long Nulls, string? Min, string? Max, long Bytes, long RawBytes)
{
    public static async Task<IReadOnlyList<ColumnSummary>> OfAsync(IStore store, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        Dictionary<string, ColumnTotal> totals = [];
        foreach (var key in keys)
        {
            await using var stream = await store.OpenReadAsync(key, cancellation);
            await using var reader = await ParquetReader.OpenAsync(stream, store.Locate(key), cancellation);
            Add(totals, reader);
        }

        return Summaries(totals);
    }

    /// <summary>The same of one file.</summary>
    public static IReadOnlyList<ColumnSummary> Of(ParquetReader reader)
    {
        Dictionary<string, ColumnTotal> totals = [];
        Add(totals, reader);
        return Summaries(totals);
    }

    private static void Add(Dictionary<string, ColumnTotal> totals, ParquetReader reader)
    {
        foreach (var group in reader.RowGroups)
            foreach (var chunk in group.Columns)
            {
                if (!totals.TryGetValue(chunk.Leaf.Path, out var total)) totals[chunk.Leaf.Path] = total = new ColumnTotal(chunk.Leaf);
                total.Add(chunk);
            }
    }

    private static IReadOnlyList<ColumnSummary> Summaries(Dictionary<string, ColumnTotal> totals) => [.. totals.Values.OrderBy(t => t.Leaf.Index).Select(t => t.Summary())];

    /// <summary>Short name of a leaf's type.</summary>
    public static string TypeOf(LeafColumn leaf)
    {
        var type = leaf.Node.Logical switch
        {
            LogicalType.None => leaf.Physical.ToString(),
            var logical => logical.ToString(),
        };
        return (leaf.MaxRepetition > 0 ? "list of " : "") + KebabName(type) + (leaf.MaxDefinition > leaf.MaxRepetition ? ", optional" : "");
    }

    private static string KebabName(string name) => Execution.Configuration.KebabCase.Of(name);
}
