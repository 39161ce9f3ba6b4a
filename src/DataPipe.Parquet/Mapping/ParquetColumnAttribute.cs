using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Mapping;

/// <summary>How a property lies in its column, where that does not follow from its name and type.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParquetColumnAttribute : Attribute
{
    /// <summary>Keeps the property's own name.</summary>
    public ParquetColumnAttribute()
    {
    }

    /// <summary>Gives the column a name of its own.</summary>
    public ParquetColumnAttribute(string name) => Name = name;

    /// <summary>The column's name; null: the property's.</summary>
    public string? Name { get; }

    /// <summary>For bytes (<c>byte[]</c>, <c>ReadOnlyMemory&lt;byte&gt;</c>) and strings: <see cref="LogicalType.String"/>,
    /// <see cref="LogicalType.Json"/>, <see cref="LogicalType.Enum"/> or, for bytes, <see cref="LogicalType.Bson"/>.</summary>
    public LogicalType Logical { get; init; }

    /// <summary>For <c>decimal</c>: digits in all, 1 to 28.</summary>
    public int Precision { get; init; }

    /// <summary>For <c>decimal</c>: digits behind the point, 0 to <see cref="Precision"/>.</summary>
    public int Scale { get; init; }
}
