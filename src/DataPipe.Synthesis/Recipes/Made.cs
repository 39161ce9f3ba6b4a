using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Recipes;

/// <summary>One thing that a recipe made: a sample, or what would have been one, with why it is none.</summary>
/// <param name="Sample">The sample; who made it by which calls is filled in from <paramref name="By"/>.</param>
/// <param name="By">The replies that it was made by; the last one names its teacher.</param>
internal sealed record Made(Sample Sample, IReadOnlyList<Heard> By)
{
    /// <summary>The filter that dropped it; null when it is kept.</summary>
    public string? Step { get; init; }

    /// <summary>Why it was dropped.</summary>
    public DropReason Reason { get; init; }

    /// <summary>What else is known of that.</summary>
    public string? Details { get; init; }

    /// <summary>Whether it is a record of the input that passes on as it is, with the provenance it has.</summary>
    public bool IsPassedOn { get; init; }

    /// <summary>Whether it is kept.</summary>
    public bool IsKept => Step is null;

    /// <summary>The same, dropped.</summary>
    public Made Dropped(string step, DropReason reason, string? details = null) => this with { Step = step, Reason = reason, Details = details };
}
