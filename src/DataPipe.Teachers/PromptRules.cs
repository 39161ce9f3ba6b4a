using System.Text.Json;

namespace DataPipe.Teachers;

/// <summary>What every provider asks of a prompt, checked before anything is sent.</summary>
internal static class PromptRules
{
    public const int MaxSamples = 128;
    public const int MaxTopLogprobs = 20;

    /// <summary>The first fault of a prompt in words, or null when there is none.</summary>
    public static string? FaultOf(Prompt prompt)
    {
        if (prompt.Messages.Count == 0)
            return "The prompt has no messages.";
        foreach (var message in prompt.Messages)
        {
            if (MessageFault(message) is { } fault)
                return fault;
        }

        if (prompt.Kind == PromptKind.Completion && CompletionFault(prompt) is { } misfit)
            return misfit;

        foreach (var stop in prompt.Stop)
        {
            if (stop.Length == 0 || !IsWellFormed(stop))
                return "A stop text is empty or not text.";
        }

        if (prompt.Samples is < 1 or > MaxSamples)
            return $"Samples is {prompt.Samples}; it goes from 1 to {MaxSamples}.";
        if (prompt.MaxTokens is < 1)
            return $"MaxTokens is {prompt.MaxTokens}; it starts at 1.";
        if (prompt.TopLogprobs is < 0 or > MaxTopLogprobs)
            return $"TopLogprobs is {prompt.TopLogprobs}; it goes from 0 to {MaxTopLogprobs}.";
        return RangeFault("Temperature", prompt.Temperature, 0, 2)
            ?? RangeFault("TopP", prompt.TopP, 0, 1)
            ?? RangeFault("PresencePenalty", prompt.PresencePenalty, -2, 2)
            ?? RangeFault("FrequencyPenalty", prompt.FrequencyPenalty, -2, 2)
            ?? SchemaFault(prompt)
            ?? ToolFault(prompt);
    }

    private static string? RangeFault(string name, double? value, double low, double high) =>
        value is null || (value >= low && value <= high)
            ? null
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it goes from {low} to {high}.");

    private static string? SchemaFault(Prompt prompt)
    {
        if (prompt.JsonSchemaName is { } name && !IsName(name))
            return "JsonSchemaName takes 1 to 64 letters, digits, '_' and '-'.";
        return prompt.JsonSchema is { } schema ? ObjectFault("JsonSchema", schema) : null;
    }

    private static string? ObjectFault(string what, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : $"{what} is not a JSON object.";
        }
        catch (JsonException failure)
        {
            return $"{what} is not JSON: {failure.Message}";
        }
        catch (ArgumentException)
        {
            return $"{what} holds half of a surrogate pair, which is not text.";
        }
    }

    private static string? MessageFault(Message message)
    {
        if (!IsWellFormed(message.Content))
            return "A message holds half of a surrogate pair, which is not text.";
        if (message.ToolCalls.Count > 0 && message.Role != Role.Assistant)
            return "A message that is not the assistant's asks for tools.";
        foreach (var call in message.ToolCalls)
        {
            if (call.Id.Length == 0 || !IsWellFormed(call.Id) || !IsName(call.Name) || !IsWellFormed(call.Arguments))
                return "A tool call of a message has no id, no proper name, or arguments that are not text.";
        }

        return null;
    }

    private static string? CompletionFault(Prompt prompt)
    {
        if (prompt.Messages.Count != 1 || prompt.Messages[0].Role != Role.User)
            return "A completion takes exactly one user message, the text to continue.";
        return prompt.Tools.Count > 0 || prompt.JsonSchema is not null || prompt.ReasoningEffort is not null
            ? "A completion takes no tools, no JSON Schema and no reasoning effort."
            : null;
    }

    private static string? ToolFault(Prompt prompt)
    {
        if (prompt.ToolChoice is not null && prompt.Tools.Count == 0)
            return "ToolChoice is given without Tools.";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in prompt.Tools)
        {
            if (!IsName(tool.Name))
                return "A tool's name takes 1 to 64 letters, digits, '_' and '-'.";
            if (!names.Add(tool.Name))
                return $"Two tools have the name '{tool.Name}'.";
            if (tool.Description is { } description && !IsWellFormed(description))
                return $"The description of the tool '{tool.Name}' holds half of a surrogate pair, which is not text.";
            if (ObjectFault($"The parameters' schema of the tool '{tool.Name}'", tool.ParametersSchema) is { } fault)
                return fault;
        }

        return prompt.ToolChoice?.ToolName is { } wanted && !names.Contains(wanted) ? $"ToolChoice names '{wanted}', which is none of the tools." : null;
    }

    private static bool IsName(string name)
    {
        if (name.Length is 0 or > 64)
            return false;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        // Most texts hold no surrogate at all, which a vector sees.
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        text = first < 0 ? [] : text[first..];
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[consumed..];
        }

        return true;
    }
}
