using System.Reflection;

namespace DataPipe.Parquet.Mapping;

/// <summary>Reads the shape of a type by reflection, once.</summary>
internal sealed class ShapeFinder
{
    private static readonly Type[] ListTypes =
    [
        typeof(List<>), typeof(IReadOnlyList<>), typeof(IList<>), typeof(IReadOnlyCollection<>), typeof(ICollection<>), typeof(IEnumerable<>),
    ];

    private static readonly Type[] MapTypes = [typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>)];

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Stack<Type> _open = new();

    /// <summary>The shape of a record type.</summary>
    /// <exception cref="NotSupportedException">A property has no counterpart in Parquet; the message names it and the remedy.</exception>
    public StructShape FindRecord(Type type) => FindStruct(type, isOptional: false, type.Name);

    private TypeShape Find(Type type, NullabilityInfo? nullability, ParquetColumnAttribute? column, string place)
    {
        var isOptional = Nullable.GetUnderlyingType(type) is not null
            || (!type.IsValueType && nullability?.ReadState == NullabilityState.Nullable);
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (LeafMapping.Find(bare, column, place) is { } leaf)
            return new LeafShape(bare, isOptional, leaf);
        if (bare.IsSZArray)
            return new ListShape(bare, isOptional, Find(bare.GetElementType()!, nullability?.ElementType, null, place + "[]"));
        if (bare.IsGenericType && ListTypes.Contains(bare.GetGenericTypeDefinition()))
            return new ListShape(bare, isOptional, Find(bare.GenericTypeArguments[0], Argument(nullability, 0), null, place + "[]"));
        if (bare.IsGenericType && MapTypes.Contains(bare.GetGenericTypeDefinition()))
            return FindMap(bare, isOptional, nullability, place);
        if (bare.IsPrimitive || bare.IsInterface || bare.IsAbstract || bare.IsPointer || bare.Namespace == nameof(System))
            throw new NotSupportedException($"{place}: {bare.Name} has no counterpart in Parquet; map another type, or mark the property [ParquetIgnore].");
        return FindStruct(bare, isOptional, place);
    }

    private MapShape FindMap(Type type, bool isOptional, NullabilityInfo? nullability, string place)
    {
        var key = Find(type.GenericTypeArguments[0], null, null, place + ".key");
        if (key is not LeafShape { IsOptional: false })
            throw new NotSupportedException($"{place}: the key of a map is a single value that is always there.");
        return new MapShape(type, isOptional, key, Find(type.GenericTypeArguments[1], Argument(nullability, 1), null, place + ".value"));
    }

    private StructShape FindStruct(Type type, bool isOptional, string place)
    {
        if (_open.Contains(type))
            throw new NotSupportedException($"{place}: {type.Name} holds itself, and a Parquet schema ends somewhere; mark the property [ParquetIgnore].");
        _open.Push(type);
        var members = new List<MemberShape>();
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetMethod is null || property.GetIndexParameters().Length > 0 || property.GetCustomAttribute<ParquetIgnoreAttribute>() is not null)
                continue;
            var column = property.GetCustomAttribute<ParquetColumnAttribute>();
            var shape = Find(property.PropertyType, _nullability.Create(property), column, $"{place}.{property.Name}");
            members.Add(new MemberShape(column?.Name ?? property.Name, property, shape));
        }
        _open.Pop();
        if (members.Count == 0)
            throw new NotSupportedException($"{place}: {type.Name} has no public property to map.");
        return new StructShape(type, isOptional, members, ConstructorOf(type, members, place));
    }

    // The constructor that takes most; what it does not take must be settable.
    private static ConstructorInfo? ConstructorOf(Type type, List<MemberShape> members, string place)
    {
        var constructor = type.GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => members.Exists(member => Matches(member, parameter))))
            .MaxBy(candidate => candidate.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
            throw new NotSupportedException($"{place}: no public constructor of {type.Name} takes mapped properties alone.");
        var taken = constructor?.GetParameters() ?? [];
        var stuck = members.Find(member => member.Property.SetMethod is not { IsPublic: true } && !Array.Exists(taken, parameter => Matches(member, parameter)));
        return stuck is null
            ? constructor
            : throw new NotSupportedException($"{place}.{stuck.Property.Name} can be read but not set; mark it [ParquetIgnore], or give it an init accessor.");
    }

    internal static bool Matches(MemberShape member, ParameterInfo parameter) =>
        string.Equals(member.Property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && member.Property.PropertyType == parameter.ParameterType;

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability?.GenericTypeArguments.Length > index ? nullability.GenericTypeArguments[index] : null;
}
