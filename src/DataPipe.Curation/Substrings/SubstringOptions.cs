using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Substrings;

/// <summary>Which repeated spans are found, which occurrence stays, and what happens to the others.</summary>
public sealed record SubstringOptions
{
    /// <summary>Shortest span that counts as repeated, in units. Source: Lee et al. 2021, section 4.1, arXiv:2107.06499: 50 tokens, which the published tool holds in 100 bytes.</summary>
    [Range(8, 10_000)] public int Length { get; init; } = 100;

    /// <summary>What the length is counted in: bytes or words. Source: bytes as in the published tool of Lee et al. 2021.</summary>
    public SubstringUnit Unit { get; init; } = SubstringUnit.Bytes;

    /// <summary>Which occurrence of a repeated span stays: first, earliest-input or none. Source: Lee et al. 2021, section 4.1: one occurrence may stay; the published tool, and RefinedWeb, keep none.</summary>
    public SubstringKeep Keep { get; init; } = SubstringKeep.First;

    /// <summary>What happens to the spans that do not stay: remove or mark. Source: our own choice.</summary>
    public SubstringAction Action { get; init; } = SubstringAction.Remove;

    /// <summary>Documents that something was removed from and that are left with fewer characters than this are dropped; null keeps them all. Source: Penedo et al. 2023 (RefinedWeb), appendix G.3, arXiv:2306.01116: 20.</summary>
    [Range(1, 1_000_000)] public int? MinCharacters { get; init; } = 20;

    /// <summary>Memory that the tasks running at the same time may hold together, besides the text of the document that each reads. The result does not depend on it. Source: our own choice.</summary>
    [Range(16_777_216L, 1_099_511_627_776L)] public long Memory { get; init; } = 4_000_000_000;

    /// <summary>Number of tasks that compare spans; null chooses it by the size of the inputs. The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Buckets { get; init; }
}
