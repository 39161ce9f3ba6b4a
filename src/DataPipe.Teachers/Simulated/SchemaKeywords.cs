using System.Text.Json;

namespace DataPipe.Teachers.Simulated;

/// <summary>Reads the keywords of a JSON Schema that choose between schemas or point to others, and refuses those that cannot be met.</summary>
internal static class SchemaKeywords
{
    private static readonly string[] Unsupported =
    [
        "pattern", "not", "if", "then", "else", "patternProperties", "dependentSchemas", "dependentRequired", "contains", "propertyNames",
        "unevaluatedProperties", "unevaluatedItems", "prefixItems", "minProperties", "maxProperties", "$dynamicRef",
    ];

    /// <summary>Throws <see cref="UnsupportedSchemaException"/> for a keyword that would be ignored otherwise.</summary>
    public static void Check(JsonElement schema)
    {
        foreach (var keyword in Unsupported)
        {
            if (schema.TryGetProperty(keyword, out _))
                throw new UnsupportedSchemaException($"The schema keyword '{keyword}' is not supported.");
        }
    }

    /// <summary>The schemas of which an instance has to meet one; null when there is no such choice.</summary>
    public static JsonElement? AlternativesOf(JsonElement schema)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (!schema.TryGetProperty(keyword, out var list))
                continue;
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                throw new UnsupportedSchemaException($"'{keyword}' is empty or not a list.");
            if (keyword == "allOf" && list.GetArrayLength() > 1)
                throw new UnsupportedSchemaException("'allOf' with more than one schema is not supported.");
            return list;
        }

        return null;
    }

    /// <summary>What a reference within the schema points to.</summary>
    public static JsonElement Resolve(JsonElement root, JsonElement reference)
    {
        var path = reference.ValueKind == JsonValueKind.String ? reference.GetString()! : "";
        if (!path.StartsWith('#'))
            throw new UnsupportedSchemaException($"The reference '{path}' leaves the schema.");
        var place = root;
        foreach (var range in path.AsSpan(1).Split('/'))
        {
            var part = path.AsSpan(1)[range];
            if (part.IsEmpty)
                continue;
            var key = Uri.UnescapeDataString(part.ToString()).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(key, out place))
                throw new UnsupportedSchemaException($"The reference '{path}' points nowhere.");
        }

        return place;
    }
}
