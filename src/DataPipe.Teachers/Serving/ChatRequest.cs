using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Reads requests to <c>/v1/chat/completions</c>.</summary>
internal static class ChatRequest
{
    private const string AnyObject = """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}""";

    /// <summary>Reads a body; throws <see cref="ApiErrorException"/>.</summary>
    public static AskRequest Read(JsonElement body)
    {
        var logprobs = RequestBody.OptionalFlag(body, "logprobs");
        var top = RequestBody.OptionalCount(body, "top_logprobs");
        if (top is not null && !logprobs)
            throw new ApiErrorException(ApiError.Invalid("'top_logprobs' needs 'logprobs' to be true.", "top_logprobs"));
        var schema = SchemaOf(body);
        return Sampling.Checked(body, Sampling.Of(body) with
        {
            Messages = MessagesOf(body),
            JsonSchema = schema.Schema,
            JsonSchemaName = schema.Name,
            TopLogprobs = logprobs ? top ?? 0 : null,
            Tools = ToolFields.ToolsOf(body),
            ToolChoice = ToolFields.ChoiceOf(body),
            ReasoningEffort = ToolFields.EffortOf(body),
        });
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
            messages.Add(new Message(role, ContentOf(element, role)) 
            {
                ToolCallId = RequestBody.OptionalText(element, "tool_call_id"),
                ToolCalls = ToolFields.CallsOf(element),
            });
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
