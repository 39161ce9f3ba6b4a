using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>What chat completions and completions write alike.</summary>
internal static class CompletionParts
{
    private const string Fingerprint = "simulated";

    public static void WriteHead(Utf8JsonWriter writer, AskResponse response, string kind)
    {
        writer.WriteString("id"u8, response.Id);
        writer.WriteString("object"u8, kind);
        writer.WriteNumber("created"u8, response.Created);
        writer.WriteString("model"u8, response.Model);
        writer.WriteString("system_fingerprint"u8, Fingerprint);
    }

    public static void WriteUsage(Utf8JsonWriter writer, Usage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        writer.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        writer.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        writer.WriteStartObject("prompt_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CachedInputTokens);
        writer.WriteEndObject();
        writer.WriteStartObject("completion_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The event that reports usage and holds no choice.</summary>
    public static void WriteUsageChunk(IBufferWriter<byte> output, AskResponse response, string kind)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        WriteHead(writer, response, kind);
        writer.WriteStartArray("choices"u8);
        writer.WriteEndArray();
        WriteUsage(writer, response.Usage);
        writer.WriteEndObject();
    }

    /// <summary>One server-sent event.</summary>
    public static ReadOnlyMemory<byte> Event(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("data: "u8);
        write(buffer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>The event after the last.</summary>
    public static ReadOnlyMemory<byte> Done { get; } = "data: [DONE]\n\n"u8.ToArray();

    public static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.Filtered => "content_filter",
        FinishReason.ToolCalls => "tool_calls",
        _ => "stop",
    };
}
