using System.Text;
using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Conversations;

/// <summary>Splits long conversations between an answer and the next question. Source: FastChat's splitting by tokens, without its losses: the last pair is kept, and a first pair that is too long gives no empty piece.</summary>
internal static class ConversationSplitter
{
    /// <summary>The pieces in order; one pair that is longer than the limit alone is a piece with <c>Fits</c> false.</summary>
    /// <param name="turns">The turns; a system message at the beginning stands before each piece.</param>
    /// <param name="maxTokens">Longest piece; null for no limit.</param>
    /// <param name="turnTokens">Tokens of a turn beside its text.</param>
    /// <param name="counter">Counts tokens.</param>
    public static IReadOnlyList<(IReadOnlyList<ChatMessage> Turns, bool Fits)> Split(IReadOnlyList<ChatMessage> turns, int? maxTokens, int turnTokens, ITokenCounter counter)
    {
        if (maxTokens is not { } most) return [(turns, true)];
        ChatMessage[] system = turns.Count > 0 && turns[0].Role == "system" ? [turns[0]] : [];
        var head = system.Sum(Size);
        List<(IReadOnlyList<ChatMessage>, bool)> pieces = [];
        List<ChatMessage> current = [.. system];
        var size = head;
        for (var i = system.Length; i + 1 < turns.Count; i += 2)
        {
            var pair = Size(turns[i]) + Size(turns[i + 1]);
            if (size + pair > most && current.Count > system.Length) Close(true);
            current.AddRange([turns[i], turns[i + 1]]);
            size += pair;
            if (size > most) Close(false);
        }

        if (current.Count > system.Length) Close(true);
        return pieces;

        long Size(ChatMessage turn) => counter.Count(Encoding.UTF8.GetBytes(turn.Content)) + turnTokens;

        void Close(bool fits)
        {
            pieces.Add((current, fits));
            current = [.. system];
            size = head;
        }
    }
}
