using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Options of the stage <c>constrain</c>. Source of the use: IFEval, arXiv:2311.07911, and Tulu 3, arXiv:2411.15124.</summary>
public sealed record ConstrainOptions
{
    /// <summary>Fewest constraints put on a prompt. Source: IFEval (1 to 3).</summary>
    [Range(1, 20)] public int MinConstraints { get; init; } = 1;

    /// <summary>Most constraints put on a prompt; no two about the same matter. Source: IFEval (1 to 3).</summary>
    [Range(1, 20)] public int MaxConstraints { get; init; } = 3;

    /// <summary>The rules that constraints are chosen from; empty for all.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Variants made of each prompt, with constraints of their own. Source: ours.</summary>
    [Range(1, 1000)] public int Variants { get; init; } = 1;
}
