using System.Globalization;
using System.Text.Json;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Conversations;

/// <summary>
/// Trees out of Open-Assistant's flat files, a message a line: one tree at a time is held, as the published program writes the messages of a tree behind one another. What has no place in its tree is told.
/// Source: Open-Assistant's oasst-data, tree_to_messages.py, and the data set card of oasst1 (parent_id, message_tree_id).
/// </summary>
/// <param name="maxThreads">Most threads of a tree; null for all.</param>
/// <param name="warn">Takes the kind of a mistake and where it is.</param>
internal sealed class FlatTrees(int? maxThreads, Action<string, string> warn)
{
    // Open-Assistant's goal was 12 messages a tree; its largest have some hundreds.
    private const int MaxMessages = 100_000;
    private const long MaxChars = 64L * 1024 * 1024;

    private readonly HashSet<ulong> _ended = []; // 64 bits of hash a tree
    private readonly List<(string Parent, TreeMessage Message, string Place)> _messages = [];
    private string _tree = "";
    private long _chars;

    /// <summary>Number of the first line of the tree that is held.</summary>
    public long FirstLine { get; private set; }

    /// <summary>Whether an object is a message of a flat file and no tree.</summary>
    public static bool IsMessage(JsonElement json) => json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("prompt", out _) && json.TryGetProperty("message_id", out _);

    /// <summary>Whether a message begins another tree than the one that is held, which then must be taken first.</summary>
    /// <exception cref="FormatException">It does not say which tree it is of.</exception>
    public bool BeginsAnother(JsonElement message) => _messages.Count > 0 && JsonField.Required(message, "message_tree_id") != _tree;

    /// <summary>Adds a message to the tree that is held.</summary>
    /// <exception cref="FormatException">It lacks an id.</exception>
    public void Add(JsonElement json, long line, string place)
    {
        var (tree, message) = (JsonField.Required(json, "message_tree_id"), TreeMessage.Read(json));
        if (message.Id.Length == 0) throw new FormatException("'message_id' is empty");
        if (_messages.Count == 0)
        {
            (_tree, _chars, FirstLine) = (tree, 0, line);
            if (_ended.Contains(HashOf(tree))) warn("tree-in-pieces", $"{place}: messages of the tree '{tree}' stand apart from the others; sort the file by message_tree_id");
        }

        _chars += message.Turn.Content.Length;
        if (_messages.Count >= MaxMessages || _chars > MaxChars) warn("tree-too-large", $"{place}: the tree '{tree}' has more than {MaxMessages} messages or {MaxChars} characters, so that this one is passed over");
        else _messages.Add((JsonField.Optional(json, "parent_id"), message, place));
    }

    /// <summary>The threads of the tree that was held; none of it is held any more. None when there was none.</summary>
    public IReadOnlyList<RawConversation> Take()
    {
        if (_messages.Count == 0) return [];
        _ended.Add(HashOf(_tree));
        var threads = Link() is { } root ? MessageTree.Threads(_tree, root, maxThreads) : [];
        _messages.Clear();
        return threads;
    }

    // Every message below the one it answers, wherever that stands; what does not hang on the prompt is told.
    private TreeMessage? Link()
    {
        Dictionary<string, (TreeMessage Message, string Place)> known = new(StringComparer.Ordinal);
        TreeMessage? root = null;
        foreach (var (parent, message, place) in _messages)
        {
            if (!known.TryAdd(message.Id, (message, place))) warn("duplicate-message", $"{place}: the message '{message.Id}' came before, so this one is passed over");
            else if (parent.Length == 0 && root is null) root = message;
        }

        foreach (var (parent, message, _) in _messages)
            if (parent.Length > 0 && ReferenceEquals(known[message.Id].Message, message) && known.TryGetValue(parent, out var above))
                above.Message.Replies.Add(message);

        HashSet<TreeMessage> reached = new(ReferenceEqualityComparer.Instance);
        Stack<TreeMessage> open = new(root is null ? [] : [root]);
        while (open.TryPop(out var next))
            if (reached.Add(next))
                foreach (var reply in next.Replies)
                    open.Push(reply);
        foreach (var (message, place) in known.Values)
            if (!reached.Contains(message)) warn("orphan-message", $"{place}: what the message '{message.Id}' answers is not in its tree, so that it is passed over");
        return root;
    }

    private static ulong HashOf(string tree) => ulong.Parse(RecordIds.Hash([tree]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
