namespace DataPipe.Parquet.Schema;

/// <summary>How often a field occurs in its parent; the numbers are those of the format.</summary>
public enum Repetition
{
    /// <summary>Exactly once.</summary>
    Required = 0,

    /// <summary>At most once.</summary>
    Optional = 1,

    /// <summary>Any number of times.</summary>
    Repeated = 2,
}
