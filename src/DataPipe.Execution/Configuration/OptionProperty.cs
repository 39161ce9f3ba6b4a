using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace DataPipe.Execution.Configuration;

/// <summary>One option of an options record.</summary>
public sealed class OptionProperty
{
    private static readonly NullabilityInfoContext Nullability = new();

    private OptionProperty(PropertyInfo property)
    {
        Property = property;
        Name = KebabCase.Of(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        lock (Nullability) IsNullable = Type != property.PropertyType || Nullability.Create(property).WriteState == NullabilityState.Nullable;
        Range = property.GetCustomAttribute<RangeAttribute>();
        IsRequired = property.GetCustomAttribute<RequiredAttribute>() is not null;
        IsSize = property.Name.EndsWith("Bytes", StringComparison.Ordinal) || property.Name.EndsWith("Memory", StringComparison.Ordinal);
    }

    /// <summary>The property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>kebab-case name.</summary>
    public string Name { get; }

    /// <summary>Value type, without the nullable around it.</summary>
    public Type Type { get; }

    /// <summary>Whether <c>null</c> switches it off.</summary>
    public bool IsNullable { get; }

    /// <summary>Bounds, or null.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether sizes such as <c>64MiB</c> may be given.</summary>
    public bool IsSize { get; }

    /// <summary>The options of a record type, in declaration order.</summary>
    public static IReadOnlyList<OptionProperty> Of(Type options) =>
        [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).OrderBy(p => p.MetadataToken).Select(p => new OptionProperty(p))];
}
