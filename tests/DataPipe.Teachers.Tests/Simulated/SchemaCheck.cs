using System.Text.Json;

namespace DataPipe.Teachers.Tests.Simulated;

/// <summary>A small validator, written apart from the writer it checks.</summary>
internal static class SchemaCheck
{
    public static void Holds(JsonElement root, JsonElement schema, JsonElement value, string at) =>
        Assert.True(IsValid(root, schema, value), $"{at}: {value.GetRawText()} against {schema.GetRawText()}");

    private static bool IsValid(JsonElement root, JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return true;
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Meets(root, schema, keyword.Name, keyword.Value, value))
                return false;
        }

        return true;
    }

    private static bool Meets(JsonElement root, JsonElement schema, string keyword, JsonElement wanted, JsonElement value) => keyword switch
    {
        "$ref" => IsValid(root, wanted.GetString()!.Split('/').Skip(1).Aggregate(root, (place, part) => place.GetProperty(part)), value),
        "type" => wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().Any(type => IsType(type.GetString()!, value)) : IsType(wanted.GetString()!, value),
        "enum" => wanted.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)),
        "const" => JsonElement.DeepEquals(wanted, value),
        "anyOf" => wanted.EnumerateArray().Any(option => IsValid(root, option, value)),
        "required" => wanted.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.EnumerateObject().All(property => !wanted.TryGetProperty(property.Name, out var inner) || IsValid(root, inner, property.Value)),
        "items" => value.EnumerateArray().All(item => IsValid(root, wanted, item)),
        "minItems" => value.GetArrayLength() >= wanted.GetInt32(),
        "maxItems" => value.GetArrayLength() <= wanted.GetInt32(),
        "uniqueItems" => value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(),
        "minLength" => value.GetString()!.EnumerateRunes().Count() >= wanted.GetInt32(),
        "maxLength" => value.GetString()!.EnumerateRunes().Count() <= wanted.GetInt32(),
        "minimum" => value.GetDouble() >= wanted.GetDouble(),
        "maximum" => value.GetDouble() <= wanted.GetDouble(),
        "exclusiveMinimum" => value.GetDouble() > wanted.GetDouble(),
        "exclusiveMaximum" => value.GetDouble() < wanted.GetDouble(),
        "multipleOf" => value.GetDecimal() % wanted.GetDecimal() == 0,
        "$defs" => true,
        _ => throw new InvalidOperationException($"Unknown keyword {keyword} in {schema.GetRawText()}"),
    };

    private static bool IsType(string type, JsonElement value) => type switch
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
