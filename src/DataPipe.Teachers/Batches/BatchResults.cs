using System.Text;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Batches;

/// <summary>Reads the lines of a batch's output and error files as replies.</summary>
internal static class BatchResults
{
    /// <summary>The code of the failure of a row that the provider gave no result for.</summary>
    public const string MissingCode = "batch_row_missing";

    /// <summary>The prompt and the reply of one line; null for a line that is none of ours.</summary>
    public static (int Index, Reply Reply)? Read(string line, TeacherOptions options, SecretScrubber scrubber)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var index = root.ValueKind == JsonValueKind.Object ? BatchSplitter.IndexOf(ReplyJson.Text(root, "custom_id")) : -1;
            return index < 0 ? null : (index, ReplyOf(root, options, scrubber));
        }
        catch (JsonException)
        {
            // A damaged line costs its row, which counts as missing.
            return null;
        }
    }

    private static Reply ReplyOf(JsonElement row, TeacherOptions options, SecretScrubber scrubber)
    {
        try
        {
            if (ReplyJson.TryObject(row, "response", out var response))
            {
                var status = (int)ReplyJson.Count(response, "status_code");
                var requestId = ReplyJson.Text(response, "request_id");
                var body = Encoding.UTF8.GetBytes(response.TryGetProperty("body", out var given) ? given.GetRawText() : "{}");
                return status == 200 ? OpenAiAnswer.Read(body, options, requestId, scrubber) : OpenAiFailure.Read(status, body, scrubber) switch
                {
                    Reply.Failed failed => failed with { RequestId = requestId },
                    Reply.Refused refused => refused with { RequestId = requestId },
                    var other => other,
                };
            }

            if (ReplyJson.TryObject(row, "error", out var error))
            {
                // Expired and cancelled rows are not the request's fault: asked again they may be answered.
                return new Reply.Failed(FailureKind.Transient, scrubber.Scrub(ReplyJson.Text(error, "message") ?? "The batch has no answer to this row.")) { Code = ReplyJson.Text(error, "code") };
            }
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException)
        {
            return new Reply.Failed(FailureKind.Transient, $"The batch's row is not a completion: {scrubber.Scrub(failure.Message)}") { Code = MissingCode };
        }

        return new Reply.Failed(FailureKind.Transient, "The batch's row has neither response nor error.") { Code = MissingCode };
    }
}
