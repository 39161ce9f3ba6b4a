namespace DataPipe.Parquet.Pruning;

/// <summary>Consecutive rows of a row group.</summary>
/// <param name="Start">Number of the first row within the row group, from 0.</param>
/// <param name="End">Number of the first row behind them.</param>
public readonly record struct RowRange(long Start, long End)
{
    /// <summary>Number of rows.</summary>
    public long Rows => End - Start;
}
