using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Preferences;

/// <summary>A prompt with its answers, between the phases.</summary>
/// <param name="SampleId">Id of the sample that the prompt comes from.</param>
/// <param name="Prompt">The conversation up to the answers; empty when the sample has no question.</param>
/// <param name="Answers">The answers.</param>
internal sealed record AnsweredPrompt(string SampleId, IReadOnlyList<ChatMessage> Prompt, IReadOnlyList<Answer> Answers)
{
    /// <summary>What the sample may be used for; null when people wrote it.</summary>
    public string? Use { get; init; }
}
