using System.Linq.Expressions;
using System.Reflection;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Mapping.Reading;

/// <summary>Builds the reader of a shape over the columns of a file, which are found by name and may be optional where the type is not.</summary>
internal sealed class FieldReaderFactory
{
    private readonly List<LeafCursor> _cursors = [];

    /// <summary>The cursors of the leaves that are read.</summary>
    public IReadOnlyList<LeafCursor> Cursors => _cursors;

    /// <summary>The reader of a record whose fields are the columns of a file.</summary>
    /// <exception cref="InvalidDataException">A column that the type demands is missing or of another type.</exception>
    public object Create(StructShape record, ParquetSchema file) => CreateStruct(record, ColumnShape.Of(file), "");

    private object Create(TypeShape shape, ColumnShape column, string path)
    {
        var inner = (shape, column.Kind) switch
        {
            (LeafShape leaf, ShapeKind.Leaf) => CreateLeaf(leaf, column, path),
            (StructShape record, ShapeKind.Struct) => CreateStruct(record, column.Children, path + "."),
            (ListShape list, ShapeKind.List) => CreateList(list, column, path),
            (MapShape map, ShapeKind.Map) => TypeShape.New(typeof(MapReader<,,>), [map.Type, map.Key.Nullable, map.Value.Nullable],
                Create(map.Key, column.Children[0], path + ".key"), Create(map.Value, column.Children[1], path + ".value"), column.Definition, column.Repetition),
            _ => throw new InvalidDataException($"column {path} holds {Describe(column)}, and {shape.Type.Name} needs {shape.Describe()}"),
        };
        if (shape.IsOptional)
            return TypeShape.New(shape.Type.IsValueType ? typeof(NullableReader<>) : typeof(OptionalReader<>), [shape.Type], inner, column.PresentDefinition);
        return column.IsOptional ? TypeShape.New(typeof(DemandingReader<>), [shape.Type], inner, column.PresentDefinition) : inner;
    }

    private object CreateLeaf(LeafShape leaf, ColumnShape column, string path)
    {
        if (!LeafFit.Fits(leaf.Mapping.Node, column.Node))
            throw new InvalidDataException($"column {path} holds {Describe(column)}, and {leaf.Type.Name} needs {leaf.Describe()}");
        var cursor = new LeafCursor(column.FirstLeaf, column.Definition);
        _cursors.Add(cursor);
        return TypeShape.New(typeof(LeafReader<>), [leaf.Type], cursor, leaf.Mapping.ReadDelegate);
    }

    private object CreateStruct(StructShape record, IReadOnlyList<ColumnShape> columns, string prefix)
    {
        var before = _cursors.Count;
        var (reads, skips) = (new Expression[record.Members.Count], new List<Action>());
        for (var i = 0; i < reads.Length; i++)
        {
            var member = record.Members[i];
            var column = columns.FirstOrDefault(candidate => candidate.Node.Name == member.Name);
            if (column is null && !member.Shape.IsOptional)
                throw new InvalidDataException($"column {prefix}{member.Name} is missing; give the property a nullable type where it may be");
            if (column is null)
            {
                reads[i] = Expression.Default(member.Property.PropertyType);
                continue;
            }
            var reader = Expression.Constant(Create(member.Shape, column, prefix + member.Name));
            reads[i] = Expression.Call(reader, "Read", null);
            skips.Add(Expression.Lambda<Action>(Expression.Call(reader, "Skip", null)).Compile());
        }
        if (_cursors.Count == before)
            throw new InvalidDataException($"no column of {record.Type.Name} is there");
        return TypeShape.New(typeof(StructReader<>), [record.Type], _cursors[before], Expression.Lambda(Make(record, reads)).Compile(), skips.ToArray());
    }

    // Fields are read in the order of the schema, whatever the order of the constructor's parameters.
    private static BlockExpression Make(StructShape record, Expression[] reads)
    {
        var values = record.Members.Select(member => Expression.Variable(member.Property.PropertyType)).ToArray();
        var body = new List<Expression>();
        for (var i = 0; i < reads.Length; i++)
            body.Add(Expression.Assign(values[i], Expression.Convert(reads[i], values[i].Type)));
        var parameters = record.Constructor?.GetParameters() ?? [];
        int Index(ParameterInfo parameter) => Enumerable.Range(0, values.Length).First(i => ShapeFinder.Matches(record.Members[i], parameter));
        var made = record.Constructor is null
            ? Expression.New(record.Type)
            : Expression.New(record.Constructor, parameters.Select(parameter => values[Index(parameter)]));
        var taken = parameters.Select(Index).ToHashSet();
        var rest = Enumerable.Range(0, values.Length).Where(i => !taken.Contains(i))
            .Select(i => (MemberBinding)Expression.Bind(record.Members[i].Property, values[i]));
        body.Add(Expression.MemberInit(made, rest));
        return Expression.Block(record.Type, values, body);
    }

    private object CreateList(ListShape list, ColumnShape column, string path)
    {
        var reader = Create(list.Element, column.Children[0], path + "[]");
        var input = Expression.Parameter(typeof(List<>).MakeGenericType(list.Element.Nullable));
        var convert = Expression.Lambda(
            typeof(Func<,>).MakeGenericType(input.Type, list.Type),
            list.Type.IsSZArray ? Expression.Call(input, "ToArray", null) : Expression.Convert(input, list.Type),
            input).Compile();
        return TypeShape.New(typeof(ListReader<,>), [list.Type, list.Element.Nullable], reader, column.Definition, column.Repetition, convert);
    }

    private static string Describe(ColumnShape column) => column.Kind switch
    {
        ShapeKind.Leaf => LeafShape.Describe(column.Node),
        ShapeKind.Struct => "a group of fields",
        var kind => $"a {kind.ToString().ToLowerInvariant()}",
    };
}
