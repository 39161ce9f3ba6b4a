using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>The schema between its two shapes: a tree of fields, and the footer's list in depth-first order.</summary>
internal static class SchemaTree
{
    public static ParquetSchema Read(ref CompactReader reader, CompactType listType)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        var elements = new List<SchemaElement>();
        for (; count > 0; count--)
            elements.Add(SchemaElement.Read(ref reader));
        if (elements.Count == 0)
            throw new InvalidDataException("an empty schema");
        var position = 0;
        var root = Build(elements, ref position, 0);
        if (position != elements.Count)
            throw new InvalidDataException("the schema lists fields outside its tree");
        try
        {
            return new ParquetSchema(root.Children);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    public static void Write(CompactWriter writer, ref int last, int field, ParquetSchema schema)
    {
        var count = 1;
        foreach (var column in schema.Columns)
            count += Count(column);
        writer.List(ref last, field, CompactType.Struct, count);
        SchemaElement.WriteRoot(writer, schema.Columns.Count);
        foreach (var column in schema.Columns)
            WriteNode(writer, column);
    }

    private static SchemaNode Build(List<SchemaElement> elements, ref int position, int depth)
    {
        if (depth > ParquetSchema.MaxDepth)
            throw new InvalidDataException($"the schema is nested deeper than {ParquetSchema.MaxDepth}");
        var element = elements[position++];
        if (element.ChildCount > elements.Count - position)
            throw new InvalidDataException($"schema field '{element.Name}' claims {element.ChildCount} children");
        var children = new SchemaNode[element.ChildCount];
        for (var i = 0; i < children.Length; i++)
        {
            if (position == elements.Count)
                throw new InvalidDataException("the schema's tree is incomplete");
            children[i] = Build(elements, ref position, depth + 1);
        }
        return element.ToNode(children);
    }

    private static int Count(SchemaNode node)
    {
        var count = 1;
        foreach (var child in node.Children)
            count += Count(child);
        return count;
    }

    private static void WriteNode(CompactWriter writer, SchemaNode node)
    {
        SchemaElement.Write(writer, node);
        foreach (var child in node.Children)
            WriteNode(writer, child);
    }
}
