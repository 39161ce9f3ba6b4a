using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Reads request bodies and their fields; every fault becomes an <see cref="ApiErrorException"/>.</summary>
internal static class RequestBody
{
    /// <summary>Reads a JSON object and makes something of it.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<JsonElement, T> read)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ApiErrorException(ApiError.Invalid("The body is not a JSON object.", null));
            return read(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw new ApiErrorException(ApiError.Invalid($"The body is not valid JSON: {failure.Message}", null));
        }
        catch (InvalidOperationException)
        {
            // The only cause: a string of the body that is no Unicode text, which shows when it is read.
            throw new ApiErrorException(ApiError.Invalid("A string of the body is not valid Unicode.", null));
        }
    }

    /// <summary>A field, or null where it is absent or null.</summary>
    public static JsonElement? Field(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string RequiredText(JsonElement parent, string name) =>
        OptionalText(parent, name) ?? throw Missing(name);

    public static string? OptionalText(JsonElement parent, string name) => Field(parent, name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw WrongType(name, "a string");

    public static double? OptionalNumber(JsonElement parent, string name) => Field(parent, name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw WrongType(name, "a number");

    public static long? OptionalInteger(JsonElement parent, string name) => Field(parent, name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw WrongType(name, "an integer");

    public static int? OptionalCount(JsonElement parent, string name) => OptionalInteger(parent, name) is not { } value
        ? null
        : value is >= int.MinValue and <= int.MaxValue ? (int)value : throw WrongType(name, "an integer of 32 bits");

    public static bool OptionalFlag(JsonElement parent, string name) => Field(parent, name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw WrongType(name, "true or false"));

    public static ApiErrorException Missing(string name) => new(ApiError.Invalid($"The field '{name}' is missing.", name, "missing_required_parameter"));

    public static ApiErrorException WrongType(string name, string wanted) => new(ApiError.Invalid($"The field '{name}' is not {wanted}.", name, "invalid_type"));
}
