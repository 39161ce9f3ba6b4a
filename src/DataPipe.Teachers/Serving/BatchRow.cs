using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>One row of a batch's input, and how its outcome is written.</summary>
/// <param name="CustomId">Its maker's name for it.</param>
/// <param name="Body">The request.</param>
internal sealed record BatchRow(string CustomId, JsonElement Body)
{
    private const int MaxRows = 50_000;

    /// <summary>Reads a file of rows; throws <see cref="ApiErrorException"/> for the first fault, as a provider fails the whole batch for it.</summary>
    public static List<BatchRow> ReadAll(ReadOnlyMemory<byte> file, string endpoint)
    {
        var rows = new List<BatchRow>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; !file.IsEmpty; number++)
        {
            var end = file.Span.IndexOf((byte)'\n');
            var line = end < 0 ? file : file[..end];
            file = end < 0 ? default : file[(end + 1)..];
            if (line.Span.Trim(" \r\t"u8).IsEmpty)
                continue;
            if (rows.Count == MaxRows)
                throw Fault("too_many_tasks", number, $"more than {MaxRows} rows");
            rows.Add(Read(line, number, endpoint, ids));
        }

        return rows.Count > 0 ? rows : throw Fault("empty_file", 0, "no rows");
    }

    /// <summary>Writes the line of an outcome: a response of any status, or an error without one.</summary>
    public static void WriteOutcome(IBufferWriter<byte> output, string id, string customId, int? status, ReadOnlyMemory<byte> body, (string Code, string Message)? error)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("custom_id"u8, customId);
            if (status is { } code)
            {
                writer.WriteStartObject("response"u8);
                writer.WriteNumber("status_code"u8, code);
                writer.WriteString("request_id"u8, $"req_{id}");
                writer.WritePropertyName("body"u8);
                writer.WriteRawValue(body.Span);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteNull("response"u8);
            }

            if (error is var (name, message))
            {
                writer.WriteStartObject("error"u8);
                writer.WriteString("code"u8, name);
                writer.WriteString("message"u8, message);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteNull("error"u8);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static BatchRow Read(ReadOnlyMemory<byte> line, int number, string endpoint, HashSet<string> ids)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
                throw Fault("invalid_json_line", number, "is not a JSON object");
            var id = RequestBody.RequiredText(root, "custom_id");
            if (!ids.Add(id))
                throw Fault("duplicate_custom_id", number, $"repeats the custom_id '{id}'");
            if (RequestBody.RequiredText(root, "method") != "POST" || RequestBody.RequiredText(root, "url") != endpoint)
                throw Fault("mismatched_url", number, $"is not POST {endpoint}");
            return new BatchRow(id, RequestBody.Field(root, "body") ?? throw RequestBody.Missing("body"));
        }
        catch (JsonException failure)
        {
            throw Fault("invalid_json_line", number, failure.Message);
        }
    }

    private static ApiErrorException Fault(string code, int line, string message) =>
        new(ApiError.Invalid($"Line {line}: {message}.", null, code));
}
