using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Anthropic;

/// <summary>Tells what an error response of the Messages protocol means for the one who asked.</summary>
internal static class AnthropicFailure
{
    /// <summary>The reply for a status code and an error body, which may be of another form where a proxy answered.</summary>
    public static Reply Read(int status, ReadOnlyMemory<byte> body, SecretScrubber scrubber)
    {
        // The form is close enough to OpenAI's; what differs is the money, which has no status of its own.
        var reply = OpenAiFailure.Read(status, body, scrubber);
        return reply is Reply.Failed failed && status is (400 or 402 or 403) && IsAboutMoney(body)
            ? failed with { Kind = FailureKind.QuotaExhausted }
            : reply;
    }

    private static bool IsAboutMoney(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && ReplyJson.TryObject(document.RootElement, "error", out var error)
                && (ReplyJson.Text(error, "type") == "billing_error"
                    || ReplyJson.Text(error, "message")?.Contains("credit balance is too low", StringComparison.OrdinalIgnoreCase) == true);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
