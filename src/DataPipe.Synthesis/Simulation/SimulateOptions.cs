using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Simulation;

/// <summary>Options of the stage <c>simulate</c>: conversations of several turns between a simulated user and a teacher. Source of the use: UltraChat, arXiv:2305.14233.</summary>
public sealed record SimulateOptions
{
    /// <summary>Name of the teacher that answers, from the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Name of the teacher that plays the user, from the pipeline's <c>teachers</c>.</summary>
    public string User { get; init; } = "teacher";

    /// <summary>Most answers of a conversation. Source: UltraChat (3 to 7 rounds).</summary>
    [Range(1, 50)] public int Turns { get; init; } = 4;

    /// <summary>Fewest answers of a conversation that is kept. Source: ours.</summary>
    [Range(1, 50)] public int MinTurns { get; init; } = 2;

    /// <summary>Text by which the user ends the conversation. Source: ours.</summary>
    public string EndMark { get; init; } = "[[end]]";

    /// <summary>Sampling temperature of the answers, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 0.7;

    /// <summary>Sampling temperature of the user, 0..2. Source: ours.</summary>
    [Range(0, 2)] public double UserTemperature { get; init; } = 1;

    /// <summary>Longest answer in tokens. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 1024;

    /// <summary>Longest message of the user in tokens. Source: ours.</summary>
    [Range(1, 1_000_000)] public int UserMaxTokens { get; init; } = 256;

    /// <summary>Conversations of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RecordsPerTask { get; init; } = 16;

    /// <summary>Prompt around the user's messages; placeholder <c>prompt</c>.</summary>
    public FilePattern AnswerPrompt { get; init; } = new("prompts/answer.md", "");

    /// <summary>Prompt for the user's next message; placeholders <c>conversation</c> and <c>end</c>.</summary>
    public FilePattern UserPrompt { get; init; } = new("prompts/simulated-user.md", "");
}
