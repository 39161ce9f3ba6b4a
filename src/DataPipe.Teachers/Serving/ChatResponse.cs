using System.Buffers;
using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>Writes answers in the words of the OpenAI protocol, whole or in chunks.</summary>
/// <param name="Id">The response's id.</param>
/// <param name="Created">When it was made, seconds since 1970.</param>
/// <param name="Model">The model that answered.</param>
internal sealed record ChatResponse(string Id, long Created, string Model)
{
    private const string Fingerprint = "simulated";

    /// <summary>The whole response.</summary>
    public void Write(IBufferWriter<byte> output, IReadOnlyList<Choice> choices, string? refusal, Usage usage)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        WriteHead(writer, "chat.completion");
        writer.WriteStartArray("choices"u8);
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = choices[i];
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, i);
            writer.WriteStartObject("message"u8);
            writer.WriteString("role"u8, "assistant"u8);
            writer.WriteString("content"u8, refusal is null ? choice.Text : null);
            writer.WriteString("refusal"u8, refusal);
            writer.WriteEndObject();
            WriteLogprobs(writer, choice.Logprobs);
            writer.WriteString("finish_reason"u8, NameOf(choice.Finish));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteUsage(writer, usage);
        writer.WriteEndObject();
    }

    /// <summary>One chunk of a stream: the role, a piece of text, or the end of one choice.</summary>
    public void WriteChunk(IBufferWriter<byte> output, int index, bool first, string? text, TokenLogprob? logprob, FinishReason? finish, bool withUsage)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        WriteHead(writer, "chat.completion.chunk");
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteStartObject("delta"u8);
        if (first)
            writer.WriteString("role"u8, "assistant"u8);
        if (text is not null)
            writer.WriteString("content"u8, text);
        writer.WriteEndObject();
        WriteLogprobs(writer, logprob is null ? [] : [logprob]);
        writer.WriteString("finish_reason"u8, finish is { } reason ? NameOf(reason) : null);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (withUsage)
            writer.WriteNull("usage"u8);
        writer.WriteEndObject();
    }

    /// <summary>The chunk that reports usage and holds no choice.</summary>
    public void WriteUsageChunk(IBufferWriter<byte> output, Usage usage)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        WriteHead(writer, "chat.completion.chunk");
        writer.WriteStartArray("choices"u8);
        writer.WriteEndArray();
        WriteUsage(writer, usage);
        writer.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter writer, string kind)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteString("object"u8, kind);
        writer.WriteNumber("created"u8, Created);
        writer.WriteString("model"u8, Model);
        writer.WriteString("system_fingerprint"u8, Fingerprint);
    }

    private static void WriteUsage(Utf8JsonWriter writer, Usage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        writer.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        writer.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        writer.WriteStartObject("prompt_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CachedInputTokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
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

    private static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.Filtered => "content_filter",
        FinishReason.ToolCalls => "tool_calls",
        _ => "stop",
    };
}
