using System.Linq.Expressions;

namespace DataPipe.Parquet.Mapping.Writing;

/// <summary>Builds the writer of a shape, leaf after leaf in the order of the schema.</summary>
internal sealed class FieldWriterFactory
{
    private int _leaf;

    /// <summary>The writer of a record's fields, which are the columns.</summary>
    public object Create(StructShape record) => CreateStruct(record, record.Type.Name, 0, 0);

    // Definition and repetition are those of the parent.
    private object Create(TypeShape shape, string path, int definition, int repetition)
    {
        var own = definition + (shape.IsOptional ? 1 : 0);
        var inner = shape switch
        {
            LeafShape leaf => TypeShape.New(typeof(LeafWriter<>), [leaf.Type], _leaf++, own, leaf.Mapping.AppendDelegate),
            StructShape record => CreateStruct(record, path, own, repetition),
            ListShape list => TypeShape.New(typeof(ListWriter<,>), [list.Type, list.Element.Nullable], Create(list.Element, path + "[]", own + 1, repetition + 1), own, repetition + 1),
            MapShape map => TypeShape.New(typeof(MapWriter<,,>), [map.Type, map.Key.Nullable, map.Value.Nullable],
                Create(map.Key, path + ".key", own + 1, repetition + 1), Create(map.Value, path + ".value", own + 1, repetition + 1), own, repetition + 1),
            _ => throw new InvalidOperationException($"{shape} is no shape."),
        };
        if (!shape.Type.IsValueType)
            return TypeShape.New(typeof(ReferenceWriter<>), [shape.Type], inner, shape.IsOptional ? definition : null, path);
        return shape.IsOptional ? TypeShape.New(typeof(NullableWriter<>), [shape.Type], inner, definition) : inner;
    }

    private object CreateStruct(StructShape record, string path, int definition, int repetition)
    {
        var memberType = typeof(MemberWriter<>).MakeGenericType(record.Type);
        var members = Array.CreateInstance(memberType, record.Members.Count);
        for (var i = 0; i < record.Members.Count; i++)
        {
            var member = record.Members[i];
            var owner = Expression.Parameter(record.Type);
            var get = Expression.Lambda(Expression.Property(owner, member.Property), owner).Compile();
            var field = Create(member.Shape, $"{path}.{member.Name}", definition, repetition);
            members.SetValue(TypeShape.New(typeof(MemberWriter<,>), [record.Type, member.Property.PropertyType], get, field), i);
        }
        return TypeShape.New(typeof(StructWriter<>), [record.Type], members);
    }
}
