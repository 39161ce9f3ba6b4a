using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Conversations;

/// <summary>A message of an Open-Assistant tree, as trees nest it and as flat files list it.</summary>
/// <param name="Id">Its id; empty when it has none.</param>
/// <param name="Turn">Who says what.</param>
/// <param name="Language">ISO 639 code; null where nothing is said.</param>
/// <param name="Rank">Place among its siblings by people's preference, 0 the best; the largest number where it has none.</param>
/// <param name="IsGood">Whether it was neither deleted nor failed its review.</param>
internal sealed record TreeMessage(string Id, ChatMessage Turn, string? Language, long Rank, bool IsGood)
{
    private const int MaxDepth = 200;

    /// <summary>Answers to it, in the order of the file.</summary>
    public List<TreeMessage> Replies { get; } = [];

    /// <summary>Answers that are good, the best-ranked first; those without a rank come behind, in their order.</summary>
    public IReadOnlyList<TreeMessage> GoodReplies => [.. Replies.Where(r => r.IsGood).OrderBy(r => r.Rank)];

    /// <summary>Reads a message without its replies.</summary>
    public static TreeMessage Read(JsonElement json) => new(
        JsonField.Optional(json, "message_id"),
        new ChatMessage(JsonField.Optional(json, "role") == "assistant" ? "assistant" : "user", JsonField.Optional(json, "text")),
        JsonField.Optional(json, "lang") is { Length: > 0 } code ? code.Split('-')[0] : null,
        json.TryGetProperty("rank", out var rank) && rank.ValueKind == JsonValueKind.Number && rank.TryGetInt64(out var place) ? place : long.MaxValue,
        !(json.TryGetProperty("deleted", out var deleted) && deleted.ValueKind == JsonValueKind.True) && !(json.TryGetProperty("review_result", out var review) && review.ValueKind == JsonValueKind.False));

    /// <summary>Reads a message with the replies that nest in it.</summary>
    public static TreeMessage ReadTree(JsonElement json, int depth = 0)
    {
        var message = Read(json);
        if (depth < MaxDepth && json.TryGetProperty("replies", out var replies) && replies.ValueKind == JsonValueKind.Array)
            foreach (var reply in replies.EnumerateArray())
                if (reply.ValueKind == JsonValueKind.Object)
                    message.Replies.Add(ReadTree(reply, depth + 1));
        return message;
    }
}
