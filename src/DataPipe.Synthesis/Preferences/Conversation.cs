using System.Text;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Preferences;

/// <summary>The question of a sample as teachers and judges are shown it.</summary>
internal static class Conversation
{
    /// <summary>The turns up to the last answer; none when a user's turn does not end them.</summary>
    public static IReadOnlyList<ChatMessage> PromptOf(Sample sample)
    {
        var end = sample.Messages.Count;
        for (var i = sample.Messages.Count - 1; i >= 0; i--)
        {
            if (sample.Messages[i].Role != "assistant") continue;
            end = i;
            break;
        }

        return end > 0 && sample.Messages[end - 1] is { Role: "user" } last && !string.IsNullOrWhiteSpace(last.Content) ? [.. sample.Messages.Take(end)] : [];
    }

    /// <summary>The conversation for a teacher: the last turn inside of the template, and the template's system text where the conversation has none of its own.</summary>
    public static IReadOnlyList<Message> Messages(IReadOnlyList<ChatMessage> prompt, PromptTemplate template)
    {
        var filled = template.Fill("prompt", prompt[^1].Content);
        List<Message> messages = [];
        if (filled.Count > 1 && prompt[0].Role != "system") messages.Add(filled[0]);
        for (var i = 0; i < prompt.Count - 1; i++) messages.Add(new Message(RoleOf(prompt[i].Role), prompt[i].Content));
        messages.Add(filled[^1]);
        return messages;
    }

    /// <summary>The conversation as one text for a judge: the question itself, or the turns with who spoke.</summary>
    public static string Transcript(IReadOnlyList<ChatMessage> prompt)
    {
        if (prompt.Count == 1) return prompt[0].Content;
        var text = new StringBuilder();
        foreach (var turn in prompt) text.Append(text.Length == 0 ? "" : "\n\n").Append('[').Append(turn.Role).Append("]\n").Append(turn.Content);
        return text.ToString();
    }

    /// <summary>Identity of the conversation.</summary>
    public static string HashOf(IReadOnlyList<ChatMessage> prompt) => RecordIds.Hash([.. prompt.SelectMany(m => new[] { m.Role, m.Content })]);

    private static Role RoleOf(string role) => role switch { "system" => Role.System, "assistant" => Role.Assistant, "tool" => Role.Tool, _ => Role.User };
}
