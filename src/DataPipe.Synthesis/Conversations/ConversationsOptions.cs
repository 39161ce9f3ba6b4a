using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Conversations;

/// <summary>Options of the source <c>conversations</c>. Order and rules: FastChat's cleaning of ShareGPT (Vicuna, 2023), without its faults; Open-Assistant trees: Koepf et al. 2023, arXiv:2304.07327.</summary>
public sealed record ConversationsOptions
{
    /// <summary>JSON Lines, or <c>.json</c> files with a list.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Form of the files: <c>sharegpt</c>, <c>messages</c> or <c>open-assistant</c>.</summary>
    public ConversationFormat Format { get; init; } = ConversationFormat.Sharegpt;

    /// <summary>Fewest characters of a conversation. Source: FastChat code (16).</summary>
    [Range(0, 1_000_000)] public int MinChars { get; init; } = 16;

    /// <summary>Longest piece of a conversation in tokens, each turn with <see cref="TurnTokens"/> more; longer ones are split between an answer and the next question. Null splits nothing. Source: FastChat code (2048).</summary>
    [Range(1, 10_000_000)] public int? MaxTokens { get; init; } = 2048;

    /// <summary>Tokens that a turn takes beside its text. Source: FastChat code (6).</summary>
    [Range(0, 1000)] public int TurnTokens { get; init; } = 6;

    /// <summary>ISO 639 codes of the languages that are kept; empty for all. Source: FastChat (optional).</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Whether conversations go in which a digit stands nine times in a row, or a numbered list begins with 1 twice on end. Source: FastChat code.</summary>
    public bool DropBroken { get; init; } = true;

    /// <summary>Of an Open-Assistant tree, most threads that are kept, those of the best-ranked answers first; null keeps all. Source: ours.</summary>
    [Range(1, 1000)] public int? MaxThreads { get; init; } = 1;
}
