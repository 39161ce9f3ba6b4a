using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Conversations;

/// <summary>Reads conversations of the forms that are in use.</summary>
internal static class ConversationReader
{
    /// <summary>A turn of an unknown speaker.</summary>
    public static readonly DropReason UnknownRole = new("unknown-role");

    /// <summary>It was held with plugins or tools whose results are not there.</summary>
    public static readonly DropReason Plugins = new("plugins");

    /// <summary>The thread has no answer.</summary>
    public static readonly DropReason NoAnswer = new("no-answer");

    /// <summary>The conversations of one object.</summary>
    /// <exception cref="FormatException">The object has another form.</exception>
    public static IReadOnlyList<RawConversation> Read(JsonElement json, ConversationsOptions options)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("not a JSON object");
        return options.Format switch
        {
            ConversationFormat.OpenAssistant => MessageTree.Threads(json, options.MaxThreads),
            ConversationFormat.Messages => [Turns(json, "messages", "role", "content")],
            _ => [Turns(json, json.TryGetProperty("items", out _) && !json.TryGetProperty("conversations", out _) ? "items" : "conversations", "from", "value")],
        };
    }

    private static RawConversation Turns(JsonElement json, string list, string who, string what)
    {
        var id = JsonField.Optional(json, "id");
        if (!json.TryGetProperty(list, out var turns) || turns.ValueKind != JsonValueKind.Array) throw new FormatException($"'{list}' is not a list");
        List<ChatMessage> messages = [];
        DropReason? fault = json.TryGetProperty("plugins", out var plugins) && plugins.ValueKind == JsonValueKind.Array && plugins.GetArrayLength() > 0 ? Plugins : null;
        foreach (var turn in turns.EnumerateArray())
        {
            var role = RoleOf(JsonField.Optional(turn, who));
            if (role is null) fault ??= UnknownRole;
            messages.Add(new ChatMessage(role ?? "user", JsonField.Optional(turn, what)));
        }

        return new RawConversation(id, messages, null, fault);
    }

    private static string? RoleOf(string name) => name.ToLower(CultureInfo.InvariantCulture) switch
    {
        "human" or "user" or "prompter" => "user",
        "gpt" or "assistant" or "chatgpt" or "bot" or "bard" or "bing" or "model" => "assistant",
        "system" => "system",
        _ => null,
    };
}
