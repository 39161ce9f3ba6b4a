using System.Text.Json;

namespace DataPipe.Teachers.Anthropic;

/// <summary>Writes the turns of a conversation: tools' answers are the user's, and turns of one speaker in a row are one.</summary>
internal static class AnthropicTurns
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Message> messages)
    {
        writer.WriteStartArray("messages"u8);
        Role? open = null;
        foreach (var message in messages)
        {
            if (message.Role == Role.System)
                continue;
            var speaker = message.Role == Role.Assistant ? Role.Assistant : Role.User;
            if (open != speaker)
            {
                Close(writer, open);
                writer.WriteStartObject();
                writer.WriteString("role"u8, speaker == Role.Assistant ? "assistant"u8 : "user"u8);
                writer.WriteStartArray("content"u8);
                open = speaker;
            }

            WriteBlocks(writer, message);
        }

        Close(writer, open);
        writer.WriteEndArray();
    }

    private static void Close(Utf8JsonWriter writer, Role? open)
    {
        if (open is null)
            return;
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteBlocks(Utf8JsonWriter writer, Message message)
    {
        if (message.Role == Role.Tool)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "tool_result"u8);
            writer.WriteString("tool_use_id"u8, message.ToolCallId ?? "call_0");
            writer.WriteString("content"u8, message.Content);
            writer.WriteEndObject();
            return;
        }

        // The protocol refuses empty text beside something else, and is the better judge of empty text alone.
        if (message.Content.Length > 0 || message.ToolCalls.Count == 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("text"u8, message.Content);
            writer.WriteEndObject();
        }

        foreach (var call in message.ToolCalls)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "tool_use"u8);
            writer.WriteString("id"u8, call.Id);
            writer.WriteString("name"u8, call.Name);
            writer.WritePropertyName("input"u8);
            WriteArguments(writer, call.Arguments);
            writer.WriteEndObject();
        }
    }

    // What a model wrote need not be an object, but this protocol takes nothing else.
    private static void WriteArguments(Utf8JsonWriter writer, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                document.RootElement.WriteTo(writer);
                return;
            }
        }
        catch (JsonException)
        {
            // Kept as it is, below.
        }

        writer.WriteStartObject();
        writer.WriteString("arguments"u8, arguments);
        writer.WriteEndObject();
    }
}
