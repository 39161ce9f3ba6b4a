using System.Text.Json.Nodes;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage.Parquet;

namespace DataPipe.Cli.Querying;

/// <summary>The columns of a dataset by name.</summary>
internal static class ColumnTypes
{
    public static IReadOnlyDictionary<string, ColumnType> Of(DatasetSchema schema)
    {
        Dictionary<string, ColumnType> columns = [];
        Add(columns, "", RecordSchema.Of(schema.Type));
        foreach (var note in schema.Notes)
            columns[note.Name] = note.Type switch { NoteType.Text => ColumnType.Text, NoteType.Boolean => ColumnType.Boolean, _ => ColumnType.Number };
        return columns;
    }

    private static void Add(Dictionary<string, ColumnType> columns, string prefix, JsonObject schema)
    {
        foreach (var (name, property) in schema["properties"]!.AsObject())
            switch (property!["type"]!.GetValue<string>())
            {
                case "object": Add(columns, $"{prefix}{name}.", property.AsObject()); break;
                case "array": columns[prefix + name] = ColumnType.List; break;
                case "integer" or "number": columns[prefix + name] = ColumnType.Number; break;
                case "boolean": columns[prefix + name] = ColumnType.Boolean; break;
                default: columns[prefix + name] = ColumnType.Text; break;
            }
    }
}
