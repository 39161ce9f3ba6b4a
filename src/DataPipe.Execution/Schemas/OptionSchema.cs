using System.Globalization;
using System.Text.Json.Nodes;
using DataPipe.Core.Catalogues;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Schemas;

/// <summary>JSON Schema of options records, read from their types, bounds, defaults and documentation.</summary>
/// <param name="describe">Documentation of a property of a type, or null.</param>
public sealed class OptionSchema(Func<Type, string, string?> describe)
{
    /// <summary>Schema of the mapping that binds to an options record.</summary>
    public JsonObject Of(Type options)
    {
        var defaults = Activator.CreateInstance(options)!;
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in OptionProperty.Of(options))
        {
            var schema = OfType(property.Type, property.IsSize);
            if (property.Range is { } range && schema["type"]?.GetValue<string>() is "integer" or "number")
            {
                schema["minimum"] = JsonValue.Create(Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture));
                schema["maximum"] = JsonValue.Create(Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
            }

            if (property.IsNullable) schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
            if (describe(options, property.Property.Name) is { } text) schema["description"] = text;
            if (DefaultOf(property.Property.GetValue(defaults)) is { } value) schema["default"] = value;
            if (property.IsRequired) required.Add(property.Name);
            properties[property.Name] = schema;
        }

        var result = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0) result["required"] = required;
        return result;
    }

    /// <summary>A default as it would be written in a pipeline, or null when there is none to show.</summary>
    public static JsonNode? DefaultOf(object? value) => value switch
    {
        null => null,
        bool b => JsonValue.Create(b),
        Enum e => KebabCase.Of(e.ToString()),
        TimeSpan t => TimeOf(t),
        FilePattern f => f.Pattern,
        string s => s,
        int i => i,
        long l => l,
        double d => d,
        decimal m => m,
        _ => null,
    };

    private static string TimeOf(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(time.TotalSeconds < 1 ? time.TotalMilliseconds : time.TotalSeconds):0.###}{(time.TotalSeconds < 1 ? "ms" : "s")}");

    private JsonObject OfType(Type type, bool isSize)
    {
        if (type.IsEnum) return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)KebabCase.Of(n))]) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = OfType(type.GetGenericArguments()[0], isSize);
            return new JsonObject { ["anyOf"] = new JsonArray(item.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = item }) };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(type.GetGenericArguments()[1], isSize) };
        if (isSize) return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "number" }, new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9.]+ ?([kKMGT]i?B|B)$" }) };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long)) return new JsonObject { ["type"] = "integer" };
        if (type == typeof(double) || type == typeof(decimal)) return new JsonObject { ["type"] = "number" };
        if (type == typeof(TimeSpan)) return new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9.]+(ms|s|m|h|d)$" };
        return type == typeof(string) || type == typeof(FilePattern) ? new JsonObject { ["type"] = "string" } : Of(type);
    }
}
