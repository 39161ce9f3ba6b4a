using System.Text.Json;

namespace DataPipe.Synthesis.Export;

/// <summary>Exported rows as JSON objects.</summary>
public static class ExportJson
{
    /// <summary>Writes one row.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ExportColumn> columns, IReadOnlyList<ExportValue> row)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            switch (row[i])
            {
                case ExportValue.Text text: json.WriteStringValue(text.Value); break;
                case ExportValue.Missing: json.WriteNullValue(); break;
                case ExportValue.Flag flag: json.WriteBooleanValue(flag.Value); break;
                case ExportValue.Turns turns: Write(json, columns[i], turns.Value); break;
                case ExportValue.Request request:
                    json.WriteStartObject();
                    json.WritePropertyName("messages");
                    Write(json, columns[i], request.Messages);
                    json.WriteStartArray("tools");
                    json.WriteEndArray();
                    json.WriteBoolean("parallel_tool_calls", true);
                    json.WriteEndObject();
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExportColumn column, IReadOnlyList<ExportTurn> turns)
    {
        json.WriteStartArray();
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteString(column.RoleName, turn.Role);
            if (turn.Thinking is { } thinking) json.WriteString("thinking", thinking);
            json.WriteString(column.ContentName, turn.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
