using System.Text.Json.Nodes;
using DataPipe.Core.Records;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

/// <summary>JSON Schemas of records as they lie in Parquet and JSONL, read from the columns themselves.</summary>
public static class RecordSchema
{
    /// <summary>Schema of one record type; annotation columns may follow.</summary>
    public static JsonObject Of(RecordType type)
    {
        var columns = type switch
        {
            RecordType.Document => RecordColumns.Of<Document>().Columns,
            RecordType.Sample => RecordColumns.Of<Sample>().Columns,
            _ => RecordColumns.Of<Preference>().Columns,
        };
        var schema = Struct(columns);
        schema.Insert(0, "title", $"DataPipe {type.ToString().ToLowerInvariant()}");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("number", "boolean", "string", "array", "null"), ["description"] = "Annotation columns." };
        return schema;
    }

    private static JsonObject Struct(IReadOnlyList<SchemaNode> columns)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var column in columns)
        {
            properties[column.Name] = Node(column);
            if (column.Repetition == Repetition.Required) required.Add(column.Name);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private static JsonObject Node(SchemaNode node)
    {
        if (node.Logical == LogicalType.List) return new JsonObject { ["type"] = "array", ["items"] = Node(node.Children[0].Children[0]) };
        if (node.IsGroup) return Struct(node.Children);
        if (node.Logical == LogicalType.TimestampMicros) return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (node.Logical == LogicalType.Decimal) return new JsonObject { ["type"] = "number" };
        return new JsonObject
        {
            ["type"] = node.Physical switch
            {
                PhysicalType.Boolean => "boolean",
                PhysicalType.Int32 or PhysicalType.Int64 => "integer",
                PhysicalType.Float or PhysicalType.Double => "number",
                _ => "string",
            },
        };
    }
}
