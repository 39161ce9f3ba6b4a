using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// A request in the one form that is hashed and kept: compact JSON with the fields in a fixed order, and without those that are not set, so that a
/// setting added later leaves the keys of requests that do not use it as they are. Holds everything that shapes an answer except the number of samples.
/// </summary>
internal static class CanonicalRequest
{
    /// <summary>Changes when the same request would be written differently: paid answers would no longer be found.</summary>
    public const int Version = 1;

    public static ReadOnlySpan<byte> Write(TeacherIdentity teacher, string teacherId, Prompt prompt)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, Version);
            writer.WriteStartObject("teacher"u8);
            writer.WriteString("id"u8, teacherId);
            writer.WriteString("provider"u8, teacher.Provider);
            writer.WriteString("model"u8, teacher.Model);
            writer.WriteString("host"u8, teacher.EndpointHost);
            writer.WriteString("version"u8, teacher.Version);
            if (teacher.Simulated) writer.WriteBoolean("simulated"u8, true);
            writer.WriteEndObject();
            writer.WriteString("path"u8, prompt.Kind == PromptKind.Chat ? "chat"u8 : "completion"u8);
            WriteMessages(writer, prompt.Messages);
            WriteTools(writer, prompt);
            WriteSampling(writer, prompt);
            WriteForm(writer, prompt);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<Message> messages)
    {
        writer.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, NameOf(message.Role));
            writer.WriteString("content"u8, message.Content);
            if (message.ToolCallId is { } id) writer.WriteString("tool_call_id"u8, id);
            if (message.ToolCalls.Count > 0) WriteCalls(writer, message.ToolCalls);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<ToolCall> calls)
    {
        writer.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, call.Id);
            writer.WriteString("name"u8, call.Name);
            // The model's own writing, which need not be JSON: kept to the letter.
            writer.WriteString("arguments"u8, call.Arguments);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter writer, Prompt prompt)
    {
        if (prompt.Tools.Count > 0)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in prompt.Tools)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, tool.Name);
                if (tool.Description is { } description) writer.WriteString("description"u8, description);
                Json(writer, "parameters"u8, tool.ParametersSchema);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (prompt.ToolChoice is { } choice)
        {
            writer.WriteString("tool_choice"u8, NameOf(choice.Kind));
            if (choice.ToolName is { } named) writer.WriteString("tool_chosen"u8, named);
        }

        if (prompt.ReasoningEffort is { } effort) writer.WriteString("reasoning_effort"u8, NameOf(effort));
    }

    private static void WriteSampling(Utf8JsonWriter writer, Prompt prompt)
    {
        Number(writer, "temperature"u8, prompt.Temperature);
        Number(writer, "top_p"u8, prompt.TopP);
        if (prompt.MaxTokens is { } tokens) writer.WriteNumber("max_tokens"u8, tokens);
        if (prompt.Stop.Count > 0)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var stop in prompt.Stop) writer.WriteStringValue(stop);
            writer.WriteEndArray();
        }

        if (prompt.Seed is { } seed) writer.WriteNumber("seed"u8, seed);
        Number(writer, "presence_penalty"u8, prompt.PresencePenalty);
        Number(writer, "frequency_penalty"u8, prompt.FrequencyPenalty);
    }

    private static void WriteForm(Utf8JsonWriter writer, Prompt prompt)
    {
        Json(writer, "schema"u8, prompt.JsonSchema);
        if (prompt.JsonSchemaName is { } name) writer.WriteString("schema_name"u8, name);
        if (prompt.TopLogprobs is { } top) writer.WriteNumber("top_logprobs"u8, top);
    }

    // The order of a schema's members steers the answer and is kept; white space does not survive every transport and is not.
    private static void Json(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? json)
    {
        if (json is null) return;
        using var document = JsonDocument.Parse(json);
        writer.WritePropertyName(name);
        document.RootElement.WriteTo(writer);
    }

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
    }

    private static string NameOf(Role role) => role switch
    {
        Role.System => "system",
        Role.User => "user",
        Role.Assistant => "assistant",
        _ => "tool",
    };

    private static string NameOf(ToolChoiceKind kind) => kind switch
    {
        ToolChoiceKind.Auto => "auto",
        ToolChoiceKind.None => "none",
        ToolChoiceKind.Required => "required",
        _ => "named",
    };

    private static string NameOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Minimal => "minimal",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "extra-high",
    };
}
