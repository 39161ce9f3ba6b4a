using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Anthropic;

/// <summary>Writes a prompt as the body of a Messages request. Source: Anthropic's Messages API, version 2023-06-01.</summary>
internal static class AnthropicRequest
{
    /// <summary>What this protocol cannot say of a prompt, in words; null where it can say all that shapes the answer.</summary>
    public static string? MisfitOf(Prompt prompt)
    {
        if (prompt.Kind == PromptKind.Completion)
            return "The Messages protocol has no raw completion: use a kind of teacher that has.";
        if (prompt.TopLogprobs is not null)
            return "The Messages protocol gives no log-probabilities: leave TopLogprobs out.";
        if (prompt.PresencePenalty is not null || prompt.FrequencyPenalty is not null)
            return "The Messages protocol knows no penalties: leave PresencePenalty and FrequencyPenalty out.";
        if (prompt.Temperature > 1)
            return "The Messages protocol takes temperatures from 0 to 1.";
        return prompt.Messages.All(static message => message.Role == Role.System) ? "The Messages protocol needs a message besides the system's." : null;
    }

    /// <summary>The body as JSON.</summary>
    public static ReadOnlyMemory<byte> BodyOf(Prompt prompt, TeacherOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, options.Model);
            WriteLimits(writer, prompt, options);
            WriteSystem(writer, prompt);
            AnthropicTurns.Write(writer, prompt.Messages);
            if (prompt.Temperature is { } temperature)
                writer.WriteNumber("temperature"u8, temperature);
            if (prompt.TopP is { } topP)
                writer.WriteNumber("top_p"u8, topP);
            if (prompt.Stop.Count > 0)
            {
                writer.WriteStartArray("stop_sequences"u8);
                foreach (var stop in prompt.Stop)
                    writer.WriteStringValue(stop);
                writer.WriteEndArray();
            }

            WriteTools(writer, prompt);
            WriteOutput(writer, prompt, options);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static bool Thinks(Prompt prompt) => prompt.ReasoningEffort is not (null or ReasoningEffort.None);

    private static void WriteLimits(Utf8JsonWriter writer, Prompt prompt, TeacherOptions options)
    {
        var budget = Thinks(prompt) ? options.ThinkingBudgetTokens : null;
        // The limit has to be above the budget, which is part of it.
        writer.WriteNumber("max_tokens"u8, prompt.MaxTokens ?? (options.UsualMaxTokens + (budget ?? 0)));
        if (prompt.ReasoningEffort is null)
            return;
        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, !Thinks(prompt) ? "disabled"u8 : budget is null ? "adaptive"u8 : "enabled"u8);
        if (budget is { } tokens)
            writer.WriteNumber("budget_tokens"u8, tokens);
        writer.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter writer, Prompt prompt)
    {
        var texts = prompt.Messages.Where(static message => message.Role == Role.System).Select(static message => message.Content).ToList();
        if (texts.Count > 0)
            writer.WriteString("system"u8, string.Join("\n\n", texts));
    }

    private static void WriteTools(Utf8JsonWriter writer, Prompt prompt)
    {
        if (prompt.Tools.Count == 0)
            return;
        writer.WriteStartArray("tools"u8);
        foreach (var tool in prompt.Tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tool.Name);
            if (tool.Description is not null)
                writer.WriteString("description"u8, tool.Description);
            writer.WritePropertyName("input_schema"u8);
            writer.WriteRawValue(tool.ParametersSchema);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (prompt.ToolChoice is not { } choice)
            return;
        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, choice.Kind switch
        {
            ToolChoiceKind.Auto => "auto"u8,
            ToolChoiceKind.None => "none"u8,
            ToolChoiceKind.Required => "any"u8,
            _ => "tool"u8,
        });
        if (choice.ToolName is { } name)
            writer.WriteString("name"u8, name);
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, Prompt prompt, TeacherOptions options)
    {
        var adapts = Thinks(prompt) && options.ThinkingBudgetTokens is null;
        if (prompt.JsonSchema is null && !adapts)
            return;
        writer.WriteStartObject("output_config"u8);
        if (adapts)
        {
            writer.WriteString("effort"u8, prompt.ReasoningEffort switch
            {
                ReasoningEffort.Minimal or ReasoningEffort.Low => "low"u8,
                ReasoningEffort.Medium => "medium"u8,
                ReasoningEffort.High => "high"u8,
                _ => "max"u8,
            });
        }

        if (prompt.JsonSchema is { } schema)
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WritePropertyName("schema"u8);
            writer.WriteRawValue(schema);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
