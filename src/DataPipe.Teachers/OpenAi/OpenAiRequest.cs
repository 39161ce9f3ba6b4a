using System.Buffers;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI.Chat;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Writes a prompt as the body of a chat completion request. What the client has no property for, or rounds to 32 bits, goes through its patch.</summary>
internal static class OpenAiRequest
{
    public static BinaryContent BodyOf(Prompt prompt, TeacherOptions options)
    {
        var request = new ChatCompletionOptions();
        foreach (var stop in prompt.Stop)
            request.StopSequences.Add(stop);
        if (prompt.JsonSchema is { } schema)
        {
            request.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(
                prompt.JsonSchemaName ?? "answer", BinaryData.FromString(schema), jsonSchemaIsStrict: true);
        }

        if (prompt.TopLogprobs is { } top)
        {
            request.IncludeLogProbabilities = true;
            request.TopLogProbabilityCount = top;
        }

        if (prompt.MaxTokens is { } tokens && !options.LegacyMaxTokens)
            request.MaxOutputTokenCount = tokens;
#pragma warning disable SCME0001 // The patch is marked experimental.
        ref var patch = ref request.Patch;
        patch.Set("$.model"u8, options.Model);
        patch.Set("$.messages"u8, MessagesOf(prompt));
        if (prompt.MaxTokens is { } legacyTokens && options.LegacyMaxTokens)
            patch.Set("$.max_tokens"u8, legacyTokens);
        if (prompt.Samples > 1)
            patch.Set("$.n"u8, prompt.Samples);
        if (prompt.Seed is { } seed)
            patch.Set("$.seed"u8, seed);
        Set(ref patch, "$.temperature"u8, prompt.Temperature);
        Set(ref patch, "$.top_p"u8, prompt.TopP);
        Set(ref patch, "$.presence_penalty"u8, prompt.PresencePenalty);
        Set(ref patch, "$.frequency_penalty"u8, prompt.FrequencyPenalty);
#pragma warning restore SCME0001
        return BinaryContent.Create(ModelReaderWriter.Write(request));
    }

#pragma warning disable SCME0001
    private static void Set(ref JsonPatch patch, ReadOnlySpan<byte> path, double? value)
    {
        if (value is { } number)
            patch.Set(path, number);
    }
#pragma warning restore SCME0001

    private static BinaryData MessagesOf(Prompt prompt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
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
                writer.WriteString("content"u8, message.Content);
                if (message.Role == Role.Tool)
                    writer.WriteString("tool_call_id"u8, message.ToolCallId ?? "call_0");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return new BinaryData(buffer.WrittenMemory);
    }
}
