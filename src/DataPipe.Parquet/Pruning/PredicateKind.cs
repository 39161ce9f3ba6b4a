namespace DataPipe.Parquet.Pruning;

/// <summary>What a <see cref="ColumnPredicate"/> asks of a value.</summary>
public enum PredicateKind
{
    /// <summary>Equal to one of the given values.</summary>
    In,

    /// <summary>Below the given value.</summary>
    LessThan,

    /// <summary>Below the given value or equal to it.</summary>
    AtMost,

    /// <summary>Above the given value.</summary>
    GreaterThan,

    /// <summary>Above the given value or equal to it.</summary>
    AtLeast,

    /// <summary>Absent.</summary>
    IsNull,

    /// <summary>Present.</summary>
    IsNotNull,
}
