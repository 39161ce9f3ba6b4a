using System.Reflection;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Mapping;

/// <summary>What a .NET type is in Parquet: a leaf, a struct of members, a list or a map, and whether it may be absent.</summary>
internal abstract record TypeShape(Type Type, bool IsOptional)
{
    /// <summary>The field of this shape.</summary>
    public abstract SchemaNode Node(string name);

    /// <summary>What the type needs of a column, in words.</summary>
    public abstract string Describe();

    /// <summary>The type as a property has it: the nullable one where a value type may be absent.</summary>
    public Type Nullable => IsOptional && Type.IsValueType ? typeof(Nullable<>).MakeGenericType(Type) : Type;

    /// <summary>A reader or writer of a type that is known at run time alone.</summary>
    public static object New(Type open, Type[] arguments, params object?[] values) => Activator.CreateInstance(open.MakeGenericType(arguments), values)!;

    protected Repetition Repetition => IsOptional ? Repetition.Optional : Repetition.Required;
}

/// <summary>A value of one column.</summary>
internal sealed record LeafShape(Type Type, bool IsOptional, LeafMapping Mapping) : TypeShape(Type, IsOptional)
{
    public override SchemaNode Node(string name) => Mapping.Node with { Name = name, Repetition = Repetition };

    public override string Describe() => Describe(Mapping.Node);

    public static string Describe(SchemaNode node) => node.Logical == LogicalType.None ? $"{node.Physical}" : $"{node.Logical} in {node.Physical}";
}

/// <summary>A property and its shape.</summary>
internal sealed record MemberShape(string Name, PropertyInfo Property, TypeShape Shape);

/// <summary>A record: one field a property, made anew through the constructor and the properties it does not take.</summary>
internal sealed record StructShape(Type Type, bool IsOptional, IReadOnlyList<MemberShape> Members, ConstructorInfo? Constructor)
    : TypeShape(Type, IsOptional)
{
    public override SchemaNode Node(string name) =>
        new(name, Repetition, null, LogicalType.None, [.. Members.Select(member => member.Shape.Node(member.Name))]);

    public override string Describe() => "a group of fields";
}

/// <summary>An array or list of elements.</summary>
internal sealed record ListShape(Type Type, bool IsOptional, TypeShape Element) : TypeShape(Type, IsOptional)
{
    public override SchemaNode Node(string name) => SchemaNode.List(name, IsOptional, Element.Node("element"));

    public override string Describe() => "a list";
}

/// <summary>A dictionary.</summary>
internal sealed record MapShape(Type Type, bool IsOptional, TypeShape Key, TypeShape Value) : TypeShape(Type, IsOptional)
{
    public override string Describe() => "a map";

    public override SchemaNode Node(string name)
    {
        var entry = new SchemaNode("key_value", Repetition.Repeated, null, LogicalType.None, [Key.Node("key"), Value.Node("value")]);
        return new SchemaNode(name, Repetition, null, LogicalType.Map, [entry]);
    }
}
