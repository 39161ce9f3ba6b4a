using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Reads the fields of chat completions about tools and reasoning.</summary>
internal static class ToolFields
{
    public static List<Tool> ToolsOf(JsonElement body)
    {
        var tools = new List<Tool>();
        if (RequestBody.Field(body, "tools") is not { } list)
            return tools;
        foreach (var element in Elements(list, "tools"))
        {
            var function = FunctionOf(element, "tools");
            tools.Add(new Tool(
                RequestBody.RequiredText(function, "name"),
                RequestBody.OptionalText(function, "description"),
                RequestBody.Field(function, "parameters") is { } parameters ? parameters.GetRawText() : """{"type":"object","properties":{}}"""));
        }

        return tools;
    }

    public static ToolChoice? ChoiceOf(JsonElement body)
    {
        if (RequestBody.Field(body, "tool_choice") is not { } choice)
            return null;
        if (choice.ValueKind == JsonValueKind.Object)
            return ToolChoice.Named(RequestBody.RequiredText(FunctionOf(choice, "tool_choice"), "name"));
        return RequestBody.RequiredText(body, "tool_choice") switch
        {
            "auto" => ToolChoice.Auto,
            "none" => ToolChoice.None,
            "required" => ToolChoice.Required,
            var other => throw new ApiErrorException(ApiError.Invalid($"There is no tool choice '{other}'.", "tool_choice", "invalid_value")),
        };
    }

    public static List<ToolCall> CallsOf(JsonElement message)
    {
        var calls = new List<ToolCall>();
        if (RequestBody.Field(message, "tool_calls") is not { } list)
            return calls;
        foreach (var element in Elements(list, "tool_calls"))
        {
            var function = FunctionOf(element, "tool_calls");
            calls.Add(new ToolCall(RequestBody.RequiredText(element, "id"), RequestBody.RequiredText(function, "name"), RequestBody.RequiredText(function, "arguments")));
        }

        return calls;
    }

    public static ReasoningEffort? EffortOf(JsonElement body) => RequestBody.OptionalText(body, "reasoning_effort") switch
    {
        null => null,
        "none" => ReasoningEffort.None,
        "minimal" => ReasoningEffort.Minimal,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        var other => throw new ApiErrorException(ApiError.Invalid($"There is no reasoning effort '{other}'.", "reasoning_effort", "invalid_value")),
    };

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement list, string name)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw RequestBody.WrongType(name, "an array");
        foreach (var element in list.EnumerateArray())
            yield return element.ValueKind == JsonValueKind.Object ? element : throw RequestBody.WrongType(name, "an array of objects");
    }

    private static JsonElement FunctionOf(JsonElement element, string name) =>
        RequestBody.OptionalText(element, "type") is null or "function" && RequestBody.Field(element, "function") is { ValueKind: JsonValueKind.Object } function
            ? function
            : throw new ApiErrorException(ApiError.Invalid("Only tools that are functions are understood.", name, "invalid_value"));
}
