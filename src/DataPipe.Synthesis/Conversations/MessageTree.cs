using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Conversations;

/// <summary>Threads of a tree of messages: each way from the prompt to a last answer. Source: Open-Assistant, arXiv:2304.07327.</summary>
internal static class MessageTree
{
    private const int MaxDepth = 200;

    /// <summary>A message of the thread was deleted, or its review failed.</summary>
    public static readonly DropReason Rejected = new("rejected-by-review");

    /// <summary>The threads, best-ranked answers first; of a message without a good answer the thread ends at the answer before it.</summary>
    /// <exception cref="FormatException">The object is no tree.</exception>
    public static IReadOnlyList<RawConversation> Threads(JsonElement tree, int? maxThreads)
    {
        var id = JsonField.Optional(tree, "message_tree_id");
        if (!tree.TryGetProperty("prompt", out var root) || root.ValueKind != JsonValueKind.Object) throw new FormatException("'prompt' is not an object");
        var language = JsonField.Optional(root, "lang") is { Length: > 0 } code ? code.Split('-')[0] : null;
        if (!IsGood(root)) return [new RawConversation(id, [Turn(root)], language, Rejected)];
        List<RawConversation> threads = [];
        Walk(root, [], 0);
        return threads.Count > 0 ? threads : [new RawConversation(id, [Turn(root)], language, ConversationReader.NoAnswer)];

        void Walk(JsonElement message, List<ChatMessage> before, int depth)
        {
            if (threads.Count >= (maxThreads ?? int.MaxValue) || depth > MaxDepth) return;
            List<ChatMessage> turns = [.. before, Turn(message)];
            var replies = Replies(message);
            foreach (var reply in replies) Walk(reply, turns, depth + 1);
            if (replies.Count > 0 && turns[^1].Role == "user") return;
            // A thread ends at its last answer; a question that nobody answered is left out, and its thread given once.
            if (turns[^1].Role == "user") turns.RemoveAt(turns.Count - 1);
            else if (replies.Any(r => Replies(r).Count > 0)) return;
            if (turns.Count < 2 || threads.Count >= (maxThreads ?? int.MaxValue)) return;
            var thread = JsonField.Optional(message, "message_id");
            if (threads.Any(t => t.Turns.SequenceEqual(turns))) return;
            threads.Add(new RawConversation(thread.Length == 0 ? $"{id}/{threads.Count}" : $"{id}/{thread}", turns, language, null));
        }
    }

    private static List<JsonElement> Replies(JsonElement message)
    {
        if (!message.TryGetProperty("replies", out var replies) || replies.ValueKind != JsonValueKind.Array) return [];
        return [.. replies.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object && IsGood(r)).OrderBy(RankOf)];
    }

    // Rank 0 is the best; those without a rank come behind, in their order.
    private static long RankOf(JsonElement message) =>
        message.TryGetProperty("rank", out var rank) && rank.ValueKind == JsonValueKind.Number && rank.TryGetInt64(out var place) ? place : long.MaxValue;

    private static bool IsGood(JsonElement message) =>
        !(message.TryGetProperty("deleted", out var deleted) && deleted.ValueKind == JsonValueKind.True) && !(message.TryGetProperty("review_result", out var review) && review.ValueKind == JsonValueKind.False);

    private static ChatMessage Turn(JsonElement message) => new(JsonField.Optional(message, "role") == "assistant" ? "assistant" : "user", JsonField.Optional(message, "text"));
}
