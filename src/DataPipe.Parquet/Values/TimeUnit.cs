namespace DataPipe.Parquet.Values;

/// <summary>What a stored time counts.</summary>
public enum TimeUnit
{
    /// <summary>Thousandths of a second.</summary>
    Milliseconds,

    /// <summary>Millionths of a second.</summary>
    Microseconds,

    /// <summary>Billionths of a second.</summary>
    Nanoseconds,
}
