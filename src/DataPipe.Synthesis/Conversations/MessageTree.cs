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
        if (!tree.TryGetProperty("prompt", out var root) || root.ValueKind != JsonValueKind.Object) throw new FormatException("neither a tree, whose 'prompt' is an object, nor a message with 'message_id'");
        return Threads(JsonField.Optional(tree, "message_tree_id"), TreeMessage.ReadTree(root), maxThreads);
    }

    /// <summary>The threads below a prompt.</summary>
    public static IReadOnlyList<RawConversation> Threads(string id, TreeMessage root, int? maxThreads)
    {
        if (!root.IsGood) return [new RawConversation(id, [root.Turn], root.Language, Rejected)];
        List<RawConversation> threads = [];
        Walk(root, [], 0);
        return threads.Count > 0 ? threads : [new RawConversation(id, [root.Turn], root.Language, ConversationReader.NoAnswer)];

        void Walk(TreeMessage message, List<ChatMessage> before, int depth)
        {
            if (threads.Count >= (maxThreads ?? int.MaxValue) || depth > MaxDepth) return;
            List<ChatMessage> turns = [.. before, message.Turn];
            var replies = message.GoodReplies;
            foreach (var reply in replies) Walk(reply, turns, depth + 1);
            if (replies.Count > 0 && turns[^1].Role == "user") return;
            // A thread ends at its last answer; a question that nobody answered is left out, and its thread given once.
            if (turns[^1].Role == "user") turns.RemoveAt(turns.Count - 1);
            else if (replies.Any(r => r.Replies.Exists(a => a.IsGood))) return;
            if (turns.Count < 2 || threads.Count >= (maxThreads ?? int.MaxValue)) return;
            if (threads.Any(t => t.Turns.SequenceEqual(turns))) return;
            threads.Add(new RawConversation(message.Id.Length == 0 ? $"{id}/{threads.Count}" : $"{id}/{message.Id}", turns, root.Language, null));
        }
    }
}
