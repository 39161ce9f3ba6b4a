using DataPipe.Core.Records;
using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Reading;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Dedup;

/// <summary>A row of the table of clusters.</summary>
internal sealed record ClusterRow(
    [property: ParquetColumn("id")] string Id, [property: ParquetColumn("cluster")] string Cluster, [property: ParquetColumn("size")] long Size,
    [property: ParquetColumn("kept")] bool Kept, [property: ParquetColumn("similarity")] double? Similarity)
{
    /// <summary>The table that a run wrote.</summary>
    internal static async Task<List<ClusterRow>> ReadAsync(StageRun<Document> run)
    {
        List<ClusterRow> rows = [];
        foreach (var file in run.Extras.Where(e => e.Name.StartsWith("clusters/", StringComparison.Ordinal)))
        {
            await using var reader = await ParquetReader.OpenAsync(new MemoryStream(file.Bytes), file.Name, CancellationToken.None);
            await foreach (var row in new RecordMapping<ClusterRow>().ReadAsync(reader, CancellationToken.None)) rows.Add(row);
        }

        return rows;
    }
}
