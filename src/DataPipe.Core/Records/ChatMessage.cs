using System.Text;

namespace DataPipe.Core.Records;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Content">What was said.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>What a model thought before it said that, apart from it; null where it did not think, or did not show it.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Tokens of all contents and reasonings together.</summary>
    public static long CountTokens(IReadOnlyList<ChatMessage> messages, ITokenCounter counter)
    {
        long tokens = 0;
        foreach (var message in messages)
        {
            tokens += counter.Count(Encoding.UTF8.GetBytes(message.Content));
            if (message.Reasoning is { } reasoning) tokens += counter.Count(Encoding.UTF8.GetBytes(reasoning));
        }

        return tokens;
    }

    /// <summary>UTF-8 bytes of all contents and reasonings together.</summary>
    public static long CountBytes(IReadOnlyList<ChatMessage> messages)
    {
        long bytes = 0;
        foreach (var message in messages)
            bytes += Encoding.UTF8.GetByteCount(message.Content) + (message.Reasoning is { } reasoning ? Encoding.UTF8.GetByteCount(reasoning) : 0);
        return bytes;
    }
}
