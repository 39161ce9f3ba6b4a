using System.Buffers;
using System.Text.Json;
using DataPipe.Teachers.Simulated;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Anthropic's messages. Source: its Messages API, version 2023-06-01.</summary>
internal sealed class MessagesFormat : IAskFormat
{
    public string Path => "/messages";

    public string IdPrefix => "msg_";

    /// <summary>Whether a request came in this protocol, so that errors and limits are told in it.</summary>
    public static bool IsAskedBy(HttpRequest request) => request.Path.Value?.EndsWith("/messages", StringComparison.Ordinal) == true;

    /// <summary>An error in this protocol.</summary>
    public static ReadOnlyMemory<byte> ErrorOf(ApiError error) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, error.Status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        });
        writer.WriteString("message"u8, error.Message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public AskRequest Read(JsonElement body) => MessagesRequest.Read(body);

    public ReadOnlyMemory<byte> Whole(AskResponse response) => Json(writer => WriteMessage(writer, response, withContent: true));

    public List<ReadOnlyMemory<byte>> Events(AskRequest request, AskResponse response)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        Add("message_start", writer =>
        {
            writer.WritePropertyName("message"u8);
            WriteMessage(writer, response, withContent: false);
        });
        var index = 0;
        var choice = response.Choices[0];
        if (choice.Reasoning is { } reasoning)
            Block(static writer => WriteText(writer, "thinking", ""), "thinking_delta", "thinking", AnswerTokens.Split(reasoning, int.MaxValue));
        if (choice.Text.Length > 0)
            Block(static writer => WriteText(writer, "text", ""), "text_delta", "text", AnswerTokens.Split(choice.Text, int.MaxValue));
        foreach (var call in choice.ToolCalls)
            Block(writer => WriteCall(writer, call, "{}"), "input_json_delta", "partial_json", AnswerTokens.Split(call.Arguments, int.MaxValue));
        Add("message_delta", writer =>
        {
            writer.WriteStartObject("delta"u8);
            writer.WriteString("stop_reason"u8, ReasonOf(response));
            writer.WriteNull("stop_sequence"u8);
            writer.WriteEndObject();
            WriteUsage(writer, response.Usage);
        });
        Add("message_stop", static _ => { });
        return events;

        void Block(Action<Utf8JsonWriter> start, string deltaType, string field, List<string> tokens)
        {
            var number = index++;
            Add("content_block_start", writer =>
            {
                writer.WriteNumber("index"u8, number);
                writer.WritePropertyName("content_block"u8);
                start(writer);
            });
            foreach (var token in tokens)
            {
                Add("content_block_delta", writer =>
                {
                    writer.WriteNumber("index"u8, number);
                    writer.WriteStartObject("delta"u8);
                    writer.WriteString("type"u8, deltaType);
                    writer.WriteString(field, token);
                    writer.WriteEndObject();
                });
            }

            Add("content_block_stop", writer => writer.WriteNumber("index"u8, number));
        }

        void Add(string type, Action<Utf8JsonWriter> write)
        {
            var data = Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("type"u8, type);
                write(writer);
                writer.WriteEndObject();
            });
            events.Add((byte[])[.. "event: "u8, .. System.Text.Encoding.UTF8.GetBytes(type), .. "\ndata: "u8, .. data.Span, .. "\n\n"u8]);
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, AskResponse response, bool withContent)
    {
        var choice = response.Choices[0];
        writer.WriteStartObject();
        writer.WriteString("id"u8, response.Id);
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("model"u8, response.Model);
        writer.WriteStartArray("content"u8);
        if (withContent)
        {
            if (choice.Reasoning is { } reasoning)
                WriteText(writer, "thinking", reasoning);
            if (choice.Text.Length > 0)
                WriteText(writer, "text", choice.Text);
            foreach (var call in choice.ToolCalls)
                WriteCall(writer, call, call.Arguments);
        }

        writer.WriteEndArray();
        writer.WriteString("stop_reason"u8, withContent ? ReasonOf(response) : null);
        writer.WriteNull("stop_sequence"u8);
        WriteUsage(writer, response.Usage);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string type, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString(type, text);
        if (type == "thinking")
            writer.WriteString("signature"u8, "simulated"u8);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCall call, string arguments)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteString("id"u8, call.Id);
        writer.WriteString("name"u8, call.Name);
        writer.WritePropertyName("input"u8);
        writer.WriteRawValue(arguments);
        writer.WriteEndObject();
    }

    // Unlike OpenAI's, these input tokens are those beside the cache.
    private static void WriteUsage(Utf8JsonWriter writer, Usage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input_tokens"u8, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteInputTokens);
        writer.WriteNumber("cache_creation_input_tokens"u8, usage.CacheWriteInputTokens);
        writer.WriteNumber("cache_read_input_tokens"u8, usage.CachedInputTokens);
        writer.WriteNumber("output_tokens"u8, usage.OutputTokens);
        writer.WriteEndObject();
    }

    private static string ReasonOf(AskResponse response) => response.Choices[0].Finish switch
    {
        FinishReason.Length => "max_tokens",
        FinishReason.Filtered => "refusal",
        FinishReason.ToolCalls => "tool_use",
        _ => "end_turn",
    };

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return buffer.WrittenMemory;
    }
}
