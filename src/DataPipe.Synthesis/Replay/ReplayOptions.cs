namespace DataPipe.Synthesis.Replay;

/// <summary>How the log of another program is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>Largest ROUGE-L F to the pool of an instruction that is accepted, 0..1. Source: Self-Instruct code.</summary>
    public double NoveltyThreshold { get; init; } = 0.7;

    /// <summary>Whether scripts other than Latin have tokens; the published programs have none for them, and so record 0 throughout.</summary>
    public bool AllScripts { get; init; }

    /// <summary>Whether an instruction may begin outside of ASCII, as in runs in other languages.</summary>
    public bool AnyFirst { get; init; }

    /// <summary>Words that drop an instruction, besides Self-Instruct's. Source of the default: Alpaca code; Self-Instruct's runs hold none of them or are replayed without.</summary>
    public IReadOnlyList<string> MoreBlockedWords { get; init; } = [];
}
