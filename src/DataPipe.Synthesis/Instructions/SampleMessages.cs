using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Instructions;

/// <summary>How an instruction with its input and output reads as a conversation.</summary>
public static class SampleMessages
{
    /// <summary>The instruction, and behind a blank line the input, as the user's turn; the output as the assistant's. An empty output gives no turn.</summary>
    public static IReadOnlyList<ChatMessage> Of(string instruction, string input, string output)
    {
        var user = new ChatMessage("user", input.Length == 0 ? instruction : $"{instruction}\n\n{input}");
        return output.Length == 0 ? [user] : [user, new ChatMessage("assistant", output)];
    }
}
