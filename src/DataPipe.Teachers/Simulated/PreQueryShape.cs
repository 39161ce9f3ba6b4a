namespace DataPipe.Teachers.Simulated;

/// <summary>A raw text that ends where a chat template lets a user speak: what a user would ask. Source: Magpie, arXiv:2406.08464, section 2.1.</summary>
internal sealed class PreQueryShape : IAnswerShape
{
    // The ends of the usual templates: Llama 3, ChatML, Gemma, Llama 2 and Mistral, Vicuna.
    private static readonly string[] Openings =
    [
        "<|start_header_id|>user<|end_header_id|>", "<|im_start|>user", "<start_of_turn>user", "[INST]", "USER:", "<|user|>",
    ];

    public string? TryAnswer(Asked asked)
    {
        if (asked.Prompt.Kind != PromptKind.Completion)
            return null;
        var end = asked.Text.AsSpan().TrimEnd();
        foreach (var opening in Openings)
        {
            if (end.EndsWith(opening, StringComparison.Ordinal))
                return TaskInventor.Usable(asked.Chance, closedOnly: false);
        }

        return null;
    }
}
