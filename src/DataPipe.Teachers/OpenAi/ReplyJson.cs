using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Reads fields of a provider's JSON leniently: what is absent or of another type is null or zero.</summary>
internal static class ReplyJson
{
    /// <summary>A text field; null where there is none.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number; 0 where there is none.</summary>
    public static double Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    /// <summary>A whole number; 0 where there is none.</summary>
    public static long Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) ? count : 0;

    /// <summary>A field that is an object.</summary>
    public static bool TryObject(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>A field that is an array.</summary>
    public static bool TryArray(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Array;
}
