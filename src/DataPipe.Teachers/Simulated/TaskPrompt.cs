namespace DataPipe.Teachers.Simulated;

/// <summary>Reads prompts that show solved tasks, each after <c>Task:</c>, and end in an unsolved one. Source: Self-Instruct, arXiv:2212.10560, section 2.2.</summary>
internal static class TaskPrompt
{
    private const string Marker = "Task:";

    /// <summary>Splits a text at its last task; false when there is none at the start of a line.</summary>
    public static bool TrySplit(string text, out string before, out string task)
    {
        before = task = "";
        var at = text.LastIndexOf("\n" + Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0 && text.StartsWith(Marker, StringComparison.OrdinalIgnoreCase))
            at = -1;
        else if (at < 0)
            return false;
        before = at < 0 ? "" : text[..at];
        task = text[(at + 1 + Marker.Length)..].Trim();
        return task.Length > 0;
    }

    /// <summary>Whether an instruction works on something that has to be given with it.</summary>
    public static bool NeedsInput(string instruction)
    {
        foreach (var sign in (ReadOnlySpan<string>)["given", "following", "below", "provided", "listed", "this ", "these ", "the passage", "the text", "the sentence", "the paragraph", "the message"])
        {
            if (instruction.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Something for an instruction to work on.</summary>
    public static string InputFor(string instruction, Chance chance)
    {
        if (instruction.Contains("words", StringComparison.OrdinalIgnoreCase))
            return $"{chance.Of(Vocabulary.Topics)}, {chance.Of(Vocabulary.Topics)}, {chance.Of(Vocabulary.Topics)}, {chance.Of(Vocabulary.Topics)}";
        if (instruction.Contains("number", StringComparison.OrdinalIgnoreCase) || instruction.Contains("measurement", StringComparison.OrdinalIgnoreCase))
            return $"{chance.Below(90) + 3}, {chance.Below(400) + 12}, {chance.Below(9) + 1}";
        if (instruction.Contains("email", StringComparison.OrdinalIgnoreCase) || instruction.Contains("message", StringComparison.OrdinalIgnoreCase))
            return $"Dear team, I have a question about {chance.Of(Vocabulary.Topics)}. {Prose.Passage(chance, 1)} Thank you.";
        var single = instruction.Contains("sentence", StringComparison.OrdinalIgnoreCase) || instruction.Contains("statement", StringComparison.OrdinalIgnoreCase);
        return Prose.Passage(chance, single ? 1 : 2);
    }
}
