using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>Options of the step <c>scrub</c>. Only what assistants say is looked at, of a preference in both answers, outside of code and quotations.</summary>
public sealed record ScrubOptions
{
    /// <summary>What happens to sentences that decline. Source: ours; they may be wanted as safety data, and where the question was harmless they are not.</summary>
    public ScrubAction Refusal { get; init; } = ScrubAction.Label;

    /// <summary>What happens to sentences in which a model says who it is. Source: ours; Vicuna and Koala drop whole conversations by a list of words, mentions included.</summary>
    public ScrubAction Identity { get; init; } = ScrubAction.DropSentence;

    /// <summary>What happens to sentences about the end of a model's knowledge. Source: ours.</summary>
    public ScrubAction Cutoff { get; init; } = ScrubAction.DropSentence;

    /// <summary>Name of the model that takes the place of others, for the action <c>rename</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Name of its maker, for the action <c>rename</c>.</summary>
    public string? Maker { get; init; }

    /// <summary>Fewest characters that must be left of an answer of which sentences went; a shorter one drops the record. Source: ours.</summary>
    [Range(1, 1_000_000)] public int MinChars { get; init; } = 4;
}
