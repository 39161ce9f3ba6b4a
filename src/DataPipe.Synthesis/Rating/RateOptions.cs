using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Rating;

/// <summary>Options of the stage <c>rate</c>.</summary>
public sealed record RateOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>What is rated: the answer, into columns difficulty, quality, topic and rated_by; or the question alone, into question_difficulty and so on, so that a set can have both. Source: Magpie tags instructions and scores answers, arXiv:2406.08464.</summary>
    public RatedPart Of { get; init; } = RatedPart.Answer;

    /// <summary>Topics that the teacher chooses from. Source: Magpie's task categories, arXiv:2406.08464.</summary>
    public IReadOnlyList<string> Topics { get; init; } =
    [
        "information seeking", "reasoning", "planning", "editing", "coding and debugging", "mathematics", "role playing", "data analysis", "creative writing", "advice seeking", "brainstorming", "other",
    ];

    /// <summary>Sampling temperature, 0..2. Source: ours; a rating should not vary.</summary>
    [Range(0, 2)] public double Temperature { get; init; }

    /// <summary>Longest rating, in tokens. Source: ours.</summary>
    [Range(1, 100_000)] public int MaxTokens { get; init; } = 100;

    /// <summary>Whether the teacher is sent the JSON Schema of the rating; turn it off for servers that know none. Source: ours.</summary>
    public bool SendSchema { get; init; } = true;

    /// <summary>Prompt that asks for the rating; placeholders <c>question</c>, <c>topics</c> and, of answers, <c>answer</c>. Null is prompts/rate.md, of questions prompts/rate-question.md.</summary>
    public FilePattern? Prompt { get; init; }
}
