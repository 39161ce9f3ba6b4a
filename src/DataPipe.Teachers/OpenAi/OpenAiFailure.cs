using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Tells what an error response means for the one who asked.</summary>
internal static class OpenAiFailure
{
    /// <summary>The reply for a status code and an error body, which may be JSON of several shapes, plain text or empty.</summary>
    public static Reply Read(int status, ReadOnlyMemory<byte> body, SecretScrubber scrubber)
    {
        var (message, type, code, inner) = Parse(body);
        var text = scrubber.Scrub(message ?? $"The endpoint answered with status {status}.");
        if (IsContentFilter(code) || IsContentFilter(inner))
            return new Reply.Refused(text);
        return new Reply.Failed(KindOf(status, type, code), text) { Status = status, Code = code ?? type };
    }

    private static bool IsContentFilter(string? code) =>
        code is "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation";

    private static FailureKind KindOf(int status, string? type, string? code) => status switch
    {
        429 when IsQuota(type) || IsQuota(code) => FailureKind.QuotaExhausted,
        429 => FailureKind.RateLimited,
        402 => FailureKind.QuotaExhausted,
        401 or 403 => FailureKind.Unauthorised,
        408 or 409 or 425 => FailureKind.Transient,
        >= 400 and < 500 => FailureKind.InvalidRequest,
        501 or 505 => FailureKind.Permanent,
        >= 500 => FailureKind.Transient,
        _ => FailureKind.Permanent,
    };

    private static bool IsQuota(string? word) =>
        word is "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" or "access_terminated";

    private static (string? Message, string? Type, string? Code, string? Inner) Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return default;
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement;
            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("error", out var nested))
                error = nested;
            if (error.ValueKind == JsonValueKind.String)
                return (error.GetString(), null, null, null);
            if (error.ValueKind != JsonValueKind.Object)
                return (document.RootElement.GetRawText(), null, null, null);
            var inner = error.TryGetProperty("innererror", out var detail) && detail.ValueKind == JsonValueKind.Object ? Word(detail, "code") : null;
            return (Word(error, "message") ?? Word(error, "detail") ?? error.GetRawText(), Word(error, "type"), Word(error, "code"), inner);
        }
        catch (JsonException)
        {
            return (System.Text.Encoding.UTF8.GetString(body.Span), null, null, null);
        }
    }

    private static string? Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
