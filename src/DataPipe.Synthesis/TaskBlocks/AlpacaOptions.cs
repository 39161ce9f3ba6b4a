using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.TaskBlocks;

/// <summary>Options of the stage <c>alpaca</c>. Defaults: Taori et al. 2023 (Stanford Alpaca), code, where they say something.</summary>
public sealed record AlpacaOptions
{
    /// <summary>Name of the teacher in the pipeline's <c>teachers</c>.</summary>
    public string Teacher { get; init; } = "teacher";

    /// <summary>Samples to keep. Source: ours; the published set has 52,002.</summary>
    [Range(1, 10_000_000)] public int Instructions { get; init; } = 100;

    /// <summary>Rounds at most; once enough is kept, the remaining rounds do nothing. Source: ours.</summary>
    [Range(1, 10_000)] public int Rounds { get; init; } = 8;

    /// <summary>Requests in a round. Source: ours; the published code sends 5 at a time.</summary>
    [Range(1, 100_000)] public int RequestsPerRound { get; init; } = 5;

    /// <summary>Requests of one task: the unit that is asked again after a crash. Source: ours.</summary>
    [Range(1, 100_000)] public int RequestsPerTask { get; init; } = 5;

    /// <summary>Seeds shown in a request, always from the input and never generated. Source: Alpaca code.</summary>
    [Range(1, 100)] public int Examples { get; init; } = 3;

    /// <summary>Length of the list that is asked for, examples included. Source: Alpaca code.</summary>
    [Range(2, 1000)] public int TasksPerCall { get; init; } = 20;

    /// <summary>Sampling temperature, 0..2. Source: Alpaca code.</summary>
    [Range(0, 2)] public double Temperature { get; init; } = 1;

    /// <summary>Nucleus sampling: probability mass sampled from, 0..1. Source: Alpaca code.</summary>
    [Range(0, 1)] public double TopP { get; init; } = 1;

    /// <summary>Longest reply in tokens; the task that is cut there is dropped. Source: Alpaca code.</summary>
    [Range(1, 1_000_000)] public int MaxTokens { get; init; } = 3072;

    /// <summary>Fewest words of an instruction. Source: Alpaca code (drops three and fewer).</summary>
    [Range(1, 10_000)] public int MinWords { get; init; } = 4;

    /// <summary>Most words of an instruction. Source: Alpaca code.</summary>
    [Range(1, 10_000)] public int MaxWords { get; init; } = 150;

    /// <summary>Words whose presence drops an instruction, as whole words without regard to case. Source: Alpaca code (Self-Instruct's and five more).</summary>
    public IReadOnlyList<string> BlockedWords { get; init; } =
    [
        "image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot", "go to",
        "video", "audio", "music", "flowchart", "diagram",
    ];

    /// <summary>Beginnings that drop an instruction, without regard to case. Source: Alpaca code.</summary>
    public IReadOnlyList<string> BlockedStarts { get; init; } = ["Write a program"];

    /// <summary>Whether an instruction must begin with an ASCII character; turn it off for other languages than English. Source: Alpaca code.</summary>
    public bool AsciiFirst { get; init; } = true;

    /// <summary>Largest ROUGE-L F (0..1) between an instruction and any seed or kept one; at exactly this value it is kept. Source: Alpaca code.</summary>
    [Range(0, 1)] public double NoveltyThreshold { get; init; } = 0.7;

    /// <summary>Prompt; placeholders <c>count</c> and <c>examples</c>, the latter with the open number at its end.</summary>
    public FilePattern Prompt { get; init; } = new("prompts/alpaca.md", "");

    /// <summary>The rules for instructions, which are Self-Instruct's.</summary>
    internal SelfInstructOptions Rules => new() { MinWords = MinWords, MaxWords = MaxWords, BlockedWords = BlockedWords, BlockedStarts = BlockedStarts, AsciiFirst = AsciiFirst };
}
