using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Reads requests to Anthropic's <c>/v1/messages</c>.</summary>
internal static class MessagesRequest
{
    /// <summary>Reads a body; throws <see cref="ApiErrorException"/>.</summary>
    public static AskRequest Read(JsonElement body)
    {
        var temperature = RequestBody.OptionalNumber(body, "temperature");
        if (temperature > 1)
            throw new ApiErrorException(ApiError.Invalid("temperature: range: 0..1", "temperature"));
        var output = RequestBody.Field(body, "output_config");
        var prompt = new Prompt
        {
            Messages = MessagesOf(body),
            Temperature = temperature,
            TopP = RequestBody.OptionalNumber(body, "top_p"),
            MaxTokens = RequestBody.OptionalCount(body, "max_tokens") ?? throw RequestBody.Missing("max_tokens"),
            Stop = Sampling.Texts(body, "stop_sequences"),
            Tools = ToolsOf(body),
            ToolChoice = ChoiceOf(body),
            ReasoningEffort = EffortOf(body, output),
            JsonSchema = SchemaOf(output),
        };
        if (PromptRules.FaultOf(prompt) is { } fault)
            throw new ApiErrorException(ApiError.Invalid(fault, null));
        return new AskRequest(RequestBody.RequiredText(body, "model"), prompt, RequestBody.OptionalFlag(body, "stream"), StreamsUsage: true);
    }

    private static List<Message> MessagesOf(JsonElement body)
    {
        var messages = new List<Message>();
        if (RequestBody.Field(body, "system") is { } system)
            messages.Add(new Message(Role.System, TextOf(system, "system")));
        foreach (var element in ToolFields.Elements(RequestBody.Field(body, "messages") ?? throw RequestBody.Missing("messages"), "messages"))
        {
            var role = RequestBody.RequiredText(element, "role") switch
            {
                "user" => Role.User,
                "assistant" => Role.Assistant,
                var other => throw new ApiErrorException(ApiError.Invalid($"There is no role '{other}': instructions go into 'system'.", "messages")),
            };
            Add(messages, role, RequestBody.Field(element, "content") ?? throw RequestBody.Missing("content"));
        }

        return messages;
    }

    private static void Add(List<Message> messages, Role role, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            messages.Add(new Message(role, content.GetString()!));
            return;
        }

        var text = new StringBuilder();
        var calls = new List<ToolCall>();
        var results = 0;
        foreach (var block in ToolFields.Elements(content, "content"))
        {
            switch (RequestBody.RequiredText(block, "type"))
            {
                case "text":
                    text.Append(RequestBody.RequiredText(block, "text"));
                    break;
                case "thinking" or "redacted_thinking":
                    break;
                case "tool_use":
                    calls.Add(new ToolCall(
                        RequestBody.RequiredText(block, "id"), RequestBody.RequiredText(block, "name"), (RequestBody.Field(block, "input") ?? throw RequestBody.Missing("input")).GetRawText()));
                    break;
                case "tool_result":
                    results++;
                    messages.Add(new Message(Role.Tool, RequestBody.Field(block, "content") is { } result ? TextOf(result, "content") : "")
                    {
                        ToolCallId = RequestBody.RequiredText(block, "tool_use_id"),
                    });
                    break;
                case var other:
                    throw new ApiErrorException(ApiError.Invalid($"Content of type '{other}' is not understood.", "messages"));
            }
        }

        if (text.Length > 0 || calls.Count > 0 || results == 0)
            messages.Add(new Message(role, text.ToString()) { ToolCalls = calls });
    }

    private static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        var text = new StringBuilder();
        foreach (var block in ToolFields.Elements(value, name))
            text.Append(RequestBody.RequiredText(block, "text"));
        return text.ToString();
    }

    private static List<Tool> ToolsOf(JsonElement body)
    {
        var tools = new List<Tool>();
        if (RequestBody.Field(body, "tools") is not { } list)
            return tools;
        foreach (var element in ToolFields.Elements(list, "tools"))
        {
            tools.Add(new Tool(
                RequestBody.RequiredText(element, "name"),
                RequestBody.OptionalText(element, "description"),
                (RequestBody.Field(element, "input_schema") ?? throw RequestBody.Missing("input_schema")).GetRawText()));
        }

        return tools;
    }

    private static ToolChoice? ChoiceOf(JsonElement body) => RequestBody.Field(body, "tool_choice") is not { } choice
        ? null
        : choice.ValueKind != JsonValueKind.Object
            ? throw RequestBody.WrongType("tool_choice", "an object")
            : RequestBody.RequiredText(choice, "type") switch
            {
                "auto" => ToolChoice.Auto,
                "any" => ToolChoice.Required,
                "none" => ToolChoice.None,
                "tool" => ToolChoice.Named(RequestBody.RequiredText(choice, "name")),
                var other => throw new ApiErrorException(ApiError.Invalid($"There is no tool choice '{other}'.", "tool_choice")),
            };

    private static ReasoningEffort? EffortOf(JsonElement body, JsonElement? output)
    {
        if (RequestBody.Field(body, "thinking") is not { ValueKind: JsonValueKind.Object } thinking)
            return null;
        if (RequestBody.RequiredText(thinking, "type") == "disabled")
            return ReasoningEffort.None;
        if (RequestBody.OptionalCount(thinking, "budget_tokens") is { } budget)
            return budget < 4096 ? ReasoningEffort.Low : budget < 16_384 ? ReasoningEffort.Medium : ReasoningEffort.High;
        return (output is { ValueKind: JsonValueKind.Object } config ? RequestBody.OptionalText(config, "effort") : null) switch
        {
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => ReasoningEffort.High,
        };
    }

    private static string? SchemaOf(JsonElement? output) =>
        output is { ValueKind: JsonValueKind.Object } config && RequestBody.Field(config, "format") is { ValueKind: JsonValueKind.Object } format
            ? (RequestBody.Field(format, "schema") ?? throw RequestBody.Missing("output_config.format.schema")).GetRawText()
            : null;
}
