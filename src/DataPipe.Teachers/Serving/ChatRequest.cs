using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>A request to <c>/v1/chat/completions</c>.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="Prompt">What is asked.</param>
/// <param name="Streams">Whether the answer is wanted as server-sent events.</param>
/// <param name="StreamsUsage">Whether the last event but one reports usage.</param>
internal sealed record ChatRequest(string Model, Prompt Prompt, bool Streams, bool StreamsUsage)
{
    private const int MaxStops = 16;
    private const string AnyObject = """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}""";

    /// <summary>Reads a body; throws <see cref="ApiErrorException"/>.</summary>
    public static ChatRequest Read(JsonElement body)
    {
        var logprobs = RequestBody.OptionalFlag(body, "logprobs");
        var top = RequestBody.OptionalCount(body, "top_logprobs");
        if (top is not null && !logprobs)
            throw new ApiErrorException(ApiError.Invalid("'top_logprobs' needs 'logprobs' to be true.", "top_logprobs"));
        var schema = SchemaOf(body);
        var prompt = new Prompt
        {
            Messages = MessagesOf(body),
            Temperature = RequestBody.OptionalNumber(body, "temperature"),
            TopP = RequestBody.OptionalNumber(body, "top_p"),
            MaxTokens = RequestBody.OptionalCount(body, "max_completion_tokens") ?? RequestBody.OptionalCount(body, "max_tokens"),
            Stop = StopsOf(body),
            Samples = RequestBody.OptionalCount(body, "n") ?? 1,
            Seed = RequestBody.OptionalInteger(body, "seed"),
            PresencePenalty = RequestBody.OptionalNumber(body, "presence_penalty"),
            FrequencyPenalty = RequestBody.OptionalNumber(body, "frequency_penalty"),
            JsonSchema = schema.Schema,
            JsonSchemaName = schema.Name,
            TopLogprobs = logprobs ? top ?? 0 : null,
        };
        if (PromptRules.FaultOf(prompt) is { } fault)
            throw new ApiErrorException(ApiError.Invalid(fault, null));
        var streamOptions = RequestBody.Field(body, "stream_options");
        return new ChatRequest(
            RequestBody.RequiredText(body, "model"),
            prompt,
            RequestBody.OptionalFlag(body, "stream"),
            streamOptions is { ValueKind: JsonValueKind.Object } options && RequestBody.OptionalFlag(options, "include_usage"));
    }

    private static List<Message> MessagesOf(JsonElement body)
    {
        var list = RequestBody.Field(body, "messages") ?? throw RequestBody.Missing("messages");
        if (list.ValueKind != JsonValueKind.Array)
            throw RequestBody.WrongType("messages", "an array");
        var messages = new List<Message>();
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
                throw RequestBody.WrongType("messages", "an array of objects");
            var role = RequestBody.RequiredText(element, "role") switch
            {
                "system" or "developer" => Role.System,
                "user" => Role.User,
                "assistant" => Role.Assistant,
                "tool" or "function" => Role.Tool,
                var other => throw new ApiErrorException(ApiError.Invalid($"There is no role '{other}'.", "messages", "invalid_value")),
            };
            messages.Add(new Message(role, ContentOf(element, role)) { ToolCallId = RequestBody.OptionalText(element, "tool_call_id") });
        }

        return messages;
    }

    private static string ContentOf(JsonElement message, Role role)
    {
        if (RequestBody.Field(message, "content") is not { } content)
            return role == Role.Assistant ? "" : throw RequestBody.Missing("content");
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString()!;
        if (content.ValueKind != JsonValueKind.Array)
            throw RequestBody.WrongType("content", "a string or an array of parts");
        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object || RequestBody.OptionalText(part, "type") != "text")
                throw new ApiErrorException(ApiError.Invalid("Only text parts are understood.", "messages", "unsupported_content"));
            text.Append(RequestBody.RequiredText(part, "text"));
        }

        return text.ToString();
    }

    private static List<string> StopsOf(JsonElement body)
    {
        if (RequestBody.Field(body, "stop") is not { } stop)
            return [];
        if (stop.ValueKind == JsonValueKind.String)
            return [stop.GetString()!];
        if (stop.ValueKind != JsonValueKind.Array || stop.GetArrayLength() > MaxStops)
            throw RequestBody.WrongType("stop", $"a string or an array of at most {MaxStops} strings");
        var stops = new List<string>();
        foreach (var element in stop.EnumerateArray())
            stops.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw RequestBody.WrongType("stop", "an array of strings"));
        return stops;
    }

    private static (string? Schema, string? Name) SchemaOf(JsonElement body)
    {
        if (RequestBody.Field(body, "response_format") is not { } format)
            return default;
        if (format.ValueKind != JsonValueKind.Object)
            throw RequestBody.WrongType("response_format", "an object");
        switch (RequestBody.RequiredText(format, "type"))
        {
            case "text":
                return default;
            case "json_object":
                return (AnyObject, null);
            case "json_schema":
                var wrapper = RequestBody.Field(format, "json_schema") ?? throw RequestBody.Missing("response_format.json_schema");
                if (wrapper.ValueKind != JsonValueKind.Object)
                    throw RequestBody.WrongType("response_format.json_schema", "an object");
                var schema = RequestBody.Field(wrapper, "schema") ?? throw RequestBody.Missing("response_format.json_schema.schema");
                return (schema.GetRawText(), RequestBody.RequiredText(wrapper, "name"));
            case var other:
                throw new ApiErrorException(ApiError.Invalid($"There is no response format '{other}'.", "response_format", "invalid_value"));
        }
    }
}
