using System.Text.Json;

namespace DataPipe.Cli.Tests;

/// <summary>A small validator of records against the schemas of the tree, written apart from what makes them.</summary>
internal static class RecordCheck
{
    /// <summary>What is wrong with a value and where; null when it is valid.</summary>
    public static string? FaultOf(JsonElement schema, JsonElement value, string at)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var fault = keyword.Name switch
            {
                "$schema" or "title" or "description" or "format" => null,
                "type" => IsOf(keyword.Value, value) ? null : $"{at}: {value.ValueKind} is not {keyword.Value.GetRawText()}",
                "required" => keyword.Value.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing ? $"{at}: '{missing}' is missing" : null,
                "properties" => FirstFault(value.EnumerateObject().Where(p => keyword.Value.TryGetProperty(p.Name, out _)).Select(p => FaultOf(keyword.Value.GetProperty(p.Name), p.Value, $"{at}.{p.Name}"))),
                "items" => FirstFault(value.EnumerateArray().Select((item, i) => FaultOf(keyword.Value, item, $"{at}[{i}]"))),
                "additionalProperties" => FirstFault(value.EnumerateObject().Where(p => !schema.GetProperty("properties").TryGetProperty(p.Name, out _)).Select(p => FaultOf(keyword.Value, p.Value, $"{at}.{p.Name}"))),
                _ => $"{at}: the schema has the unknown keyword '{keyword.Name}'",
            };
            if (fault is not null) return fault;
        }

        return null;
    }

    private static string? FirstFault(IEnumerable<string?> faults) => faults.FirstOrDefault(f => f is not null);

    private static bool IsOf(JsonElement types, JsonElement value) =>
        types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Any(t => IsOf(t, value)) : types.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Null,
        };
}
