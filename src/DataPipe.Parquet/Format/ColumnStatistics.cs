namespace DataPipe.Parquet.Format;

/// <summary>What the footer says about the values of a column chunk. Values are in the PLAIN encoding, bytes without their length.</summary>
public sealed record ColumnStatistics
{
    /// <summary>Number of absent values; null when not stated.</summary>
    public long? NullCount { get; init; }

    /// <summary>Number of distinct present values; null when not stated, as it mostly is.</summary>
    public long? DistinctCount { get; init; }

    /// <summary>A value no greater than any of the chunk; null when not stated.</summary>
    public ReadOnlyMemory<byte>? Min { get; init; }

    /// <summary>A value no less than any of the chunk; null when not stated.</summary>
    public ReadOnlyMemory<byte>? Max { get; init; }

    /// <summary>Whether <see cref="Min"/> is itself a value of the chunk; null when not stated.</summary>
    public bool? IsMinExact { get; init; }

    /// <summary>Whether <see cref="Max"/> is itself a value of the chunk; null when not stated.</summary>
    public bool? IsMaxExact { get; init; }

    /// <summary>Whether the bounds hold in the order that the file names for the column, not in the older, signed one.</summary>
    internal bool NeedsColumnOrder { get; init; }
}
