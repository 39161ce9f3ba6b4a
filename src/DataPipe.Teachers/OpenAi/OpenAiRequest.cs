using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Writes a prompt as the body of a request: <c>chat/completions</c> for a conversation, <c>completions</c> for a text to continue.</summary>
internal static class OpenAiRequest
{
    /// <summary>The path below the endpoint.</summary>
    public static string PathOf(Prompt prompt) => prompt.Kind == PromptKind.Completion ? "completions" : "chat/completions";

    /// <summary>The body as JSON; what the prompt leaves open is left out.</summary>
    public static ReadOnlyMemory<byte> BodyOf(Prompt prompt, TeacherOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, prompt, options);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, Prompt prompt, TeacherOptions options)
    {
        var completes = prompt.Kind == PromptKind.Completion;
        writer.WriteStartObject();
        writer.WriteString("model"u8, options.Model);
        if (completes)
            writer.WriteString("prompt"u8, prompt.Messages[0].Content);
        else
            WriteMessages(writer, prompt);
        // Completions never knew the newer name.
        if (prompt.MaxTokens is { } tokens)
            writer.WriteNumber(completes || options.LegacyMaxTokens ? "max_tokens"u8 : "max_completion_tokens"u8, tokens);
        if (prompt.Samples > 1)
            writer.WriteNumber("n"u8, prompt.Samples);
        if (prompt.Seed is { } seed)
            writer.WriteNumber("seed"u8, seed);
        Number(writer, "temperature"u8, prompt.Temperature);
        Number(writer, "top_p"u8, prompt.TopP);
        Number(writer, "presence_penalty"u8, prompt.PresencePenalty);
        Number(writer, "frequency_penalty"u8, prompt.FrequencyPenalty);
        if (prompt.Stop.Count > 0)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var stop in prompt.Stop)
                writer.WriteStringValue(stop);
            writer.WriteEndArray();
        }

        if (prompt.TopLogprobs is { } top)
        {
            if (completes)
            {
                writer.WriteNumber("logprobs"u8, top);
            }
            else
            {
                writer.WriteBoolean("logprobs"u8, true);
                writer.WriteNumber("top_logprobs"u8, top);
            }
        }

        if (prompt.ReasoningEffort is { } effort)
            writer.WriteString("reasoning_effort"u8, NameOf(effort));
        WriteSchema(writer, prompt);
        WriteTools(writer, prompt);
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, Prompt prompt)
    {
        writer.WriteStartArray("messages"u8);
        foreach (var message in prompt.Messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, message.Role switch
            {
                Role.System => "system"u8,
                Role.User => "user"u8,
                Role.Assistant => "assistant"u8,
                _ => "tool"u8,
            });
            // A turn that only asks for tools says nothing, which is not the same as saying an empty text.
            writer.WriteString("content"u8, message.ToolCalls.Count > 0 && message.Content.Length == 0 ? null : message.Content);
            if (message.Role == Role.Tool)
                writer.WriteString("tool_call_id"u8, message.ToolCallId ?? "call_0");
            WriteCalls(writer, message.ToolCalls);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Count == 0)
            return;
        writer.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, call.Id);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WriteString("arguments"u8, call.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSchema(Utf8JsonWriter writer, Prompt prompt)
    {
        if (prompt.JsonSchema is not { } schema)
            return;
        writer.WriteStartObject("response_format"u8);
        writer.WriteString("type"u8, "json_schema"u8);
        writer.WriteStartObject("json_schema"u8);
        writer.WriteString("name"u8, prompt.JsonSchemaName ?? "answer");
        writer.WritePropertyName("schema"u8);
        writer.WriteRawValue(schema);
        writer.WriteBoolean("strict"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, Prompt prompt)
    {
        if (prompt.Tools.Count == 0)
            return;
        writer.WriteStartArray("tools"u8);
        foreach (var tool in prompt.Tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, tool.Name);
            if (tool.Description is not null)
                writer.WriteString("description"u8, tool.Description);
            writer.WritePropertyName("parameters"u8);
            writer.WriteRawValue(tool.ParametersSchema);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        switch (prompt.ToolChoice)
        {
            case null:
                break;
            case { ToolName: { } name }:
                writer.WriteStartObject("tool_choice"u8);
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case { Kind: var kind }:
                writer.WriteString("tool_choice"u8, kind == ToolChoiceKind.Required ? "required"u8 : kind == ToolChoiceKind.None ? "none"u8 : "auto"u8);
                break;
        }
    }

    private static string NameOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Minimal => "minimal",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }
}
