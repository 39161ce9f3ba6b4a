using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Asks whether an instruction has a finite set of labels as answers.</summary>
internal sealed class ClassificationGenerator(PromptTemplate template, SelfInstructOptions options) : IGenerator<string, bool>
{
    public Prompt BuildPrompt(string seed) => new()
    {
        Messages = template.Fill("instruction", InstructionList.Collapse(seed)),
        Temperature = 0,
        MaxTokens = options.ClassificationMaxTokens,
        Stop = ["Task:"],
    };

    /// <summary>Yes or no by the first word; nothing when it is neither.</summary>
    public IReadOnlyList<bool> ParseReply(string seed, Reply.Answered reply)
    {
        var text = reply.Choices[0].Text.AsSpan().Trim(" \t\r\n*\"'`.:");
        return Begins(text, "yes") ? [true] : Begins(text, "no") ? [false] : [];
    }

    private static bool Begins(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsLetterOrDigit(text[word.Length]));
}
