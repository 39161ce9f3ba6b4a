using System.Text.Json;

namespace DataPipe.Synthesis.Files;

/// <summary>Fields of a JSON object of the outside world; what does not fit is a <see cref="FormatException"/> that names it.</summary>
internal static class JsonField
{
    /// <summary>A text that must be there and not be blank, without blanks at its ends.</summary>
    public static string Required(JsonElement json, string name)
    {
        var text = Optional(json, name).Trim();
        return text.Length > 0 ? text : throw new FormatException($"'{name}' is missing or empty");
    }

    /// <summary>A text, or empty when it is missing or null; a number counts as its digits.</summary>
    public static string Optional(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("the line is not a JSON object");
        if (!json.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => Text(value, name),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new FormatException($"'{name}' is not a text"),
        };
    }

    /// <summary>True or false; false when it is missing or null.</summary>
    public static bool Flag(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False) return false;
        return value.ValueKind == JsonValueKind.True ? true : throw new FormatException($"'{name}' is neither true nor false");
    }

    private static string Text(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw new FormatException($"'{name}' holds half of a surrogate pair or invalid UTF-8", broken);
        }
    }
}
