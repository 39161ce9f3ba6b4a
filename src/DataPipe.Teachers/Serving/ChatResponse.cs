using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Writes answers as chat completions, whole or in chunks.</summary>
internal static class ChatResponse
{
    /// <summary>The whole response.</summary>
    public static void Write(IBufferWriter<byte> output, AskResponse response)
    {
        var (choices, refusal) = (response.Choices, response.Refusal);
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        CompletionParts.WriteHead(writer, response, "chat.completion");
        writer.WriteStartArray("choices"u8);
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = choices[i];
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, i);
            writer.WriteStartObject("message"u8);
            writer.WriteString("role"u8, "assistant"u8);
            writer.WriteString("content"u8, refusal is null && (choice.Text.Length > 0 || choice.ToolCalls.Count == 0) ? choice.Text : null);
            writer.WriteString("refusal"u8, refusal);
            if (choice.Reasoning is { } reasoning)
                writer.WriteString("reasoning_content"u8, reasoning);
            WriteCalls(writer, choice.ToolCalls, numbered: false);
            writer.WriteEndObject();
            WriteLogprobs(writer, choice.Logprobs);
            writer.WriteString("finish_reason"u8, CompletionParts.NameOf(choice.Finish));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        CompletionParts.WriteUsage(writer, response.Usage);
        writer.WriteEndObject();
    }

    /// <summary>One chunk of a stream: the role, reasoning, a piece of text, calls of tools, or the end of one choice.</summary>
    public static void WriteChunk(IBufferWriter<byte> output, AskResponse response, bool withUsage, ChatDelta delta)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        CompletionParts.WriteHead(writer, response, "chat.completion.chunk");
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, delta.Index);
        writer.WriteStartObject("delta"u8);
        if (delta.IsFirst)
            writer.WriteString("role"u8, "assistant"u8);
        if (delta.Reasoning is not null)
            writer.WriteString("reasoning_content"u8, delta.Reasoning);
        if (delta.Text is not null)
            writer.WriteString("content"u8, delta.Text);
        WriteCalls(writer, delta.Calls, numbered: true);
        writer.WriteEndObject();
        WriteLogprobs(writer, delta.Logprob is null ? [] : [delta.Logprob]);
        writer.WriteString("finish_reason"u8, delta.Finish is { } reason ? CompletionParts.NameOf(reason) : null);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (withUsage)
            writer.WriteNull("usage"u8);
        writer.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<ToolCall> calls, bool numbered)
    {
        if (calls.Count == 0)
            return;
        writer.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++)
        {
            writer.WriteStartObject();
            if (numbered)
                writer.WriteNumber("index"u8, i);
            writer.WriteString("id"u8, calls[i].Id);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, calls[i].Name);
            writer.WriteString("arguments"u8, calls[i].Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLogprobs(Utf8JsonWriter writer, IReadOnlyList<TokenLogprob> logprobs)
    {
        if (logprobs.Count == 0)
        {
            writer.WriteNull("logprobs"u8);
            return;
        }

        writer.WriteStartObject("logprobs"u8);
        writer.WriteStartArray("content"u8);
        foreach (var token in logprobs)
        {
            writer.WriteStartObject();
            WriteToken(writer, token.Token, token.Logprob);
            writer.WriteStartArray("top_logprobs"u8);
            foreach (var alternative in token.Top)
            {
                writer.WriteStartObject();
                WriteToken(writer, alternative.Token, alternative.Logprob);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNull("refusal"u8);
        writer.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter writer, string token, double logprob)
    {
        writer.WriteString("token"u8, token);
        writer.WriteNumber("logprob"u8, logprob);
        writer.WriteStartArray("bytes"u8);
        foreach (var value in System.Text.Encoding.UTF8.GetBytes(token))
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
