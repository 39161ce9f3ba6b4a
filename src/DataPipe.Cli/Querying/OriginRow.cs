using DataPipe.Core.Records;
using DataPipe.Parquet.Mapping;

namespace DataPipe.Cli.Querying;

/// <summary>The part of a record's columns that tells what it may be used for and what it cost.</summary>
/// <param name="Origin">Its provenance.</param>
internal sealed record OriginRow([property: ParquetColumn("provenance")] OriginRow.Columns? Origin)
{
    /// <summary>Columns of provenance, all of which older files may lack.</summary>
    internal sealed record Columns(
        [property: ParquetColumn("teacher")] string? Teacher,
        [property: ParquetColumn("simulated")] bool? Simulated,
        [property: ParquetColumn("cost", Precision = 18, Scale = Provenance.CostDecimals)] decimal? Cost,
        [property: ParquetColumn("currency")] string? Currency,
        [property: ParquetColumn("use")] string? Use);
}
