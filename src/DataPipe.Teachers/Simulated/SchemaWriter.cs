using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataPipe.Teachers.Simulated;

/// <summary>Writes one instance of a JSON Schema: objects, arrays, choices, references within the schema, and the values of <see cref="SchemaValues"/>.</summary>
internal sealed class SchemaWriter(JsonElement root, Asked asked)
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 20_000;
    private const int MaxTextChars = 1_000_000;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _nodes;
    private int _textChars;

    /// <summary>The instance as JSON text; throws <see cref="UnsupportedSchemaException"/>.</summary>
    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            WriteValue(writer, root, "", 0);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteValue(Utf8JsonWriter writer, JsonElement schema, string name, int depth)
    {
        if (depth > MaxDepth || ++_nodes > MaxNodes)
            throw new UnsupportedSchemaException($"The schema nests deeper than {MaxDepth} or asks for more than {MaxNodes} values.");
        if (schema.ValueKind == JsonValueKind.True)
        {
            writer.WriteStringValue("any");
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
            throw new UnsupportedSchemaException("A schema within the schema is neither an object nor true.");
        SchemaKeywords.Check(schema);
        if (schema.TryGetProperty("$ref", out var reference))
            WriteValue(writer, SchemaKeywords.Resolve(root, reference), name, depth + 1);
        else if (schema.TryGetProperty("const", out var constant))
            constant.WriteTo(writer);
        else if (schema.TryGetProperty("enum", out var values))
            WriteEnum(writer, values, name);
        else if (SchemaKeywords.AlternativesOf(schema) is { } alternatives)
            WriteValue(writer, PickAlternative(alternatives, depth), name, depth + 1);
        else
            WriteTyped(writer, schema, TypeOf(schema, depth), name, depth);
    }

    private void WriteTyped(Utf8JsonWriter writer, JsonElement schema, string type, string name, int depth)
    {
        switch (type)
        {
            case "object":
                WriteObject(writer, schema, depth);
                break;
            case "array":
                WriteArray(writer, schema, name, depth);
                break;
            case "string":
                var text = SchemaValues.Text(schema, name, asked);
                _textChars += text.Length;
                if (_textChars > MaxTextChars)
                    throw new UnsupportedSchemaException($"The schema asks for more than {MaxTextChars} characters.");
                writer.WriteStringValue(text);
                break;
            case "integer":
                writer.WriteNumberValue(SchemaValues.Integer(schema, name, asked));
                break;
            case "number":
                writer.WriteNumberValue(SchemaValues.Number(schema, name, asked));
                break;
            case "boolean":
                writer.WriteBooleanValue(asked.Chance.Hits(0.5));
                break;
            case "null":
                writer.WriteNullValue();
                break;
            default:
                throw new UnsupportedSchemaException($"The schema names an unknown type '{type}'.");
        }
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement schema, int depth)
    {
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array)
        {
            foreach (var name in names.EnumerateArray())
            {
                if (name.ValueKind == JsonValueKind.String)
                    required.Add(name.GetString()!);
            }
        }

        writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                // Optional parts become rarer with depth, so that a schema which contains itself comes to an end.
                if (!required.Remove(property.Name) && !asked.Chance.Hits(0.7 / (1 + (depth / 3))))
                    continue;
                writer.WritePropertyName(property.Name);
                WriteValue(writer, property.Value, property.Name, depth + 1);
            }
        }

        foreach (var name in required.Order(StringComparer.Ordinal))
        {
            if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
                throw new UnsupportedSchemaException($"The schema requires '{name}' and forbids it.");
            writer.WriteString(name, "any");
        }

        writer.WriteEndObject();
    }

    private void WriteArray(Utf8JsonWriter writer, JsonElement schema, string name, int depth)
    {
        var (low, high) = SchemaValues.Lengths(schema, "minItems", "maxItems", MaxNodes);
        // Arrays become shorter with depth for the same reason that optional parts become rarer.
        var usual = Math.Max(1, 3 - (depth / 4));
        var count = Math.Clamp(depth > MaxDepth / 2 ? 0 : 1 + asked.Chance.Below(usual), low, high);
        var items = schema.TryGetProperty("items", out var given) ? given : JsonElement.Parse("true");
        var unique = schema.TryGetProperty("uniqueItems", out var flag) && flag.ValueKind == JsonValueKind.True;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        writer.WriteStartArray();
        var written = 0;
        for (var tries = 0; written < count; tries++)
        {
            if (!unique)
            {
                WriteValue(writer, items, name, depth + 1);
                written++;
                continue;
            }

            var buffer = new ArrayBufferWriter<byte>();
            using (var part = new Utf8JsonWriter(buffer, Plain))
                WriteValue(part, items, name, depth + 1);
            var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
            if (seen.Add(text))
            {
                writer.WriteRawValue(text);
                written++;
            }
            else if (tries > 20 * (count + 5))
            {
                if (written >= low)
                    break;
                throw new UnsupportedSchemaException($"The schema asks for {low} different items of '{name}', which has fewer.");
            }
        }

        writer.WriteEndArray();
    }

    private void WriteEnum(Utf8JsonWriter writer, JsonElement values, string name)
    {
        if (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0)
            throw new UnsupportedSchemaException($"The choices of '{name}' are empty or not a list.");
        if (JudgeShape.Compare(asked.Text) is { } winner)
        {
            foreach (var value in values.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.String && SchemaValues.IsVerdict(value.GetString()!, winner))
                {
                    value.WriteTo(writer);
                    return;
                }
            }
        }

        values[asked.Chance.Below(values.GetArrayLength())].WriteTo(writer);
    }

    // Deep down the first null or plain value ends a recursion.
    private JsonElement PickAlternative(JsonElement list, int depth)
    {
        if (depth > MaxDepth / 3)
        {
            foreach (var option in list.EnumerateArray())
            {
                if (option.ValueKind == JsonValueKind.Object && option.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                    && type.GetString() is not ("object" or "array"))
                    return option;
            }
        }

        return list[asked.Chance.Below(list.GetArrayLength())];
    }

    private string TypeOf(JsonElement schema, int depth)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : "string";
        if (type.ValueKind == JsonValueKind.String)
            return type.GetString()!;
        if (type.ValueKind != JsonValueKind.Array || type.GetArrayLength() == 0)
            throw new UnsupportedSchemaException("'type' is neither a name nor a list of names.");
        var choice = depth > MaxDepth / 3 ? type.GetArrayLength() - 1 : asked.Chance.Below(type.GetArrayLength());
        return type[choice].ValueKind == JsonValueKind.String ? type[choice].GetString()! : throw new UnsupportedSchemaException("'type' lists something that is not a name.");
    }
}
