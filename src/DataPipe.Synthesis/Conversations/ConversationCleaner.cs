using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Language;

namespace DataPipe.Synthesis.Conversations;

/// <summary>The rules of cleaning that look at one conversation, in the order of FastChat's.</summary>
internal static partial class ConversationCleaner
{
    /// <summary>Turns do not alternate between user and assistant.</summary>
    public static readonly DropReason WrongOrder = new("wrong-order");

    /// <summary>No answer is left.</summary>
    public static readonly DropReason Empty = new("empty");

    /// <summary>Fewer characters than asked for.</summary>
    public static readonly DropReason TooShort = new("too-short");

    /// <summary>An answer is a notice of the service, such as that of a rate limit.</summary>
    public static readonly DropReason ServiceNotice = new("service-notice");

    /// <summary>Another language than asked for.</summary>
    public static readonly DropReason OtherLanguage = new("other-language");

    /// <summary>Digits without end, or a numbered list that begins anew.</summary>
    public static readonly DropReason Broken = new("broken");

    private static readonly string[] Notices =
    [
        "too many requests in 1 hour", "an error occurred. either the engine you requested does not exist", "network error", "something went wrong. if this issue persists",
        "!too many requests", "rate limit reached", "you've reached the current usage cap",
    ];

    /// <summary>The turns that are left, and why they are none.</summary>
    public static (IReadOnlyList<ChatMessage> Turns, string Language, DropReason? Fault) Clean(RawConversation raw, ConversationsOptions options)
    {
        var system = raw.Turns.Count > 0 && raw.Turns[0].Role == "system" ? raw.Turns[0] : null;
        List<ChatMessage> turns = [.. raw.Turns.Skip(system is null ? 0 : 1).Select(t => t with { Content = options.Format == ConversationFormat.Sharegpt ? ShareGptText.Clean(t.Content) : t.Content.Trim() })];
        if (turns.Count > 0 && turns[0].Role == "assistant") turns.RemoveAt(0);
        var language = raw.Language ?? "und";
        if (raw.Fault is { } fault) return (turns, language, fault);
        for (var i = 0; i < turns.Count; i++)
            if (turns[i].Role != (i % 2 == 0 ? "user" : "assistant"))
                return (turns, language, WrongOrder);
        if (turns.Any(t => t.Role == "assistant" && Notices.Any(n => t.Content.StartsWith(n, StringComparison.OrdinalIgnoreCase)))) return (turns, language, ServiceNotice);
        // Cut at the first turn that holds nothing anyone sees, and before a question without an answer.
        var end = turns.FindIndex(t => !t.Content.EnumerateRunes().Any(r => !Rune.IsWhiteSpace(r) && !Rune.IsControl(r) && r.Value is not (0xFEFF or 0x200B or 0xFFFD)));
        if (end >= 0) turns.RemoveRange(end, turns.Count - end);
        if (turns.Count % 2 == 1) turns.RemoveAt(turns.Count - 1);
        if (turns.Count == 0) return (turns, language, Empty);
        if (turns.Sum(t => t.Content.Length) < options.MinChars) return (turns, language, TooShort);
        language = raw.Language ?? LanguageIdentifier.Identify(Encoding.UTF8.GetBytes(string.Join('\n', turns.Select(t => t.Content)))).Language;
        if (options.Languages.Count > 0 && !options.Languages.Contains(language)) return (turns, language, OtherLanguage);
        if (options.DropBroken && turns.Any(t => IsBroken(t.Content))) return (turns, language, Broken);
        return (system is { Content.Length: > 0 } ? [system, .. turns] : turns, language, null);
    }

    private static bool IsBroken(string text) => RepeatedDigit().IsMatch(text) || RepeatedStart().IsMatch(text);

    [GeneratedRegex(@"(\d)\1{8}")]
    private static partial Regex RepeatedDigit();

    // "1." and behind it, before any "2.", "1." again.
    [GeneratedRegex(@"^[ \t]*1\.[ \t][^\n]*\n(?:[ \t]*\n)*[ \t]*1\.[ \t]", RegexOptions.Multiline)]
    private static partial Regex RepeatedStart();
}
