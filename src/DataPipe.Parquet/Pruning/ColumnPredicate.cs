using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Pruning;

/// <summary>
/// A condition on the values of one leaf column, by which row groups and pages that cannot fulfil it are left out. A row of a
/// repeated column fulfils it when any of its values does. Numbers of all kinds compare by size, texts and bytes by their bytes,
/// time stamps by the moment. An absent value fulfils no comparison, and NaN none but to be equal to NaN.
/// </summary>
public sealed record ColumnPredicate
{
    private ColumnPredicate(string path, PredicateKind kind, params ParquetValue[] values)
    {
        foreach (var value in values)
            if (value.Kind is ValueKind.Null or ValueKind.List or ValueKind.Map or ValueKind.Struct)
                throw new ArgumentException($"A column is not compared with a value of kind {value.Kind}.", nameof(values));
        (Path, Kind, Values) = (path, kind, values);
    }

    /// <summary>Dotted path of the leaf column.</summary>
    public string Path { get; }

    /// <summary>What is asked.</summary>
    public PredicateKind Kind { get; }

    /// <summary>What values are compared with: one, but for <see cref="PredicateKind.In"/> any number, for the last two none.</summary>
    public IReadOnlyList<ParquetValue> Values { get; }

    /// <summary>Equal to the value.</summary>
    /// <exception cref="ArgumentException">The value is no leaf's, or null.</exception>
    public static ColumnPredicate EqualTo(string path, ParquetValue value) => new(path, PredicateKind.In, value);

    /// <summary>Equal to one of the values.</summary>
    /// <exception cref="ArgumentException">A value is no leaf's, or null.</exception>
    public static ColumnPredicate In(string path, params ParquetValue[] values) => new(path, PredicateKind.In, [.. values]);

    /// <summary>Below the value.</summary>
    /// <exception cref="ArgumentException">The value is no leaf's, or null.</exception>
    public static ColumnPredicate LessThan(string path, ParquetValue value) => new(path, PredicateKind.LessThan, value);

    /// <summary>Below the value or equal to it.</summary>
    /// <exception cref="ArgumentException">The value is no leaf's, or null.</exception>
    public static ColumnPredicate AtMost(string path, ParquetValue value) => new(path, PredicateKind.AtMost, value);

    /// <summary>Above the value.</summary>
    /// <exception cref="ArgumentException">The value is no leaf's, or null.</exception>
    public static ColumnPredicate GreaterThan(string path, ParquetValue value) => new(path, PredicateKind.GreaterThan, value);

    /// <summary>Above the value or equal to it.</summary>
    /// <exception cref="ArgumentException">The value is no leaf's, or null.</exception>
    public static ColumnPredicate AtLeast(string path, ParquetValue value) => new(path, PredicateKind.AtLeast, value);

    /// <summary>Absent.</summary>
    public static ColumnPredicate IsNull(string path) => new(path, PredicateKind.IsNull);

    /// <summary>Present.</summary>
    public static ColumnPredicate IsNotNull(string path) => new(path, PredicateKind.IsNotNull);

    /// <summary>Whether a value of a leaf fulfils it, for filtering what was read. A value of a kind that does not compare fulfils
    /// no comparison.</summary>
    public bool Matches(ParquetValue value) => Kind switch
    {
        PredicateKind.IsNull => value.IsNull,
        PredicateKind.IsNotNull => !value.IsNull,
        PredicateKind.In => IsIn(value),
        _ => ValueOrder.Compare(value, Values[0]) is { } order && Holds(order),
    };

    /// <summary>Whether any of the values within the bounds may fulfil it.</summary>
    internal bool MayMatch(ValueBounds bounds)
    {
        if (Kind == PredicateKind.IsNull)
            return bounds.MayHaveNulls;
        if (bounds.IsAllNull)
            return false;
        return Kind switch
        {
            PredicateKind.IsNotNull => true,
            PredicateKind.In => MayBeIn(bounds),
            // The smallest value is the first to be below, the greatest the first to be above.
            PredicateKind.LessThan or PredicateKind.AtMost => Reaches(bounds.Min),
            _ => Reaches(bounds.Max),
        };
    }

    private bool IsIn(ParquetValue value)
    {
        foreach (var wanted in Values)
            if (ValueOrder.Compare(value, wanted) == 0 || (IsNaN(value) && IsNaN(wanted)))
                return true;
        return false;
    }

    private bool MayBeIn(ValueBounds bounds)
    {
        foreach (var wanted in Values)
            // Bounds know nothing of NaN.
            if (IsNaN(wanted) || (!IsAbove(bounds.Min, wanted) && !IsAbove(wanted, bounds.Max)))
                return true;
        return false;
    }

    private bool Reaches(ParquetValue? bound) =>
        bound is not { } value || ValueOrder.Compare(value, Values[0]) is not { } order || Holds(order);

    private bool Holds(int order) => Kind switch
    {
        PredicateKind.LessThan => order < 0,
        PredicateKind.AtMost => order <= 0,
        PredicateKind.GreaterThan => order > 0,
        _ => order >= 0,
    };

    private static bool IsAbove(ParquetValue? a, ParquetValue? b) =>
        a is { } left && b is { } right && ValueOrder.Compare(left, right) > 0;

    private static bool IsNaN(ParquetValue value) => value.Kind == ValueKind.Real && double.IsNaN(value.Real);
}
