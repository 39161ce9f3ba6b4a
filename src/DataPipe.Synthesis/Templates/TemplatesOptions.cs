using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Synthesis.Templates;

/// <summary>Options of the source <c>templates</c>: data sets to instructions, as P3/T0 (arXiv:2110.08207), FLAN (arXiv:2301.13688) and Natural Instructions (arXiv:2204.07705) were made.</summary>
public sealed record TemplatesOptions
{
    /// <summary>The data sets, by their names.</summary>
    public IReadOnlyDictionary<string, TemplatedSet> Sets { get; init; } = new Dictionary<string, TemplatedSet>();

    /// <summary>Samples of the mixture; null takes all that the caps leave.</summary>
    [Range(1, long.MaxValue)] public long? Samples { get; init; }

    /// <summary>Most examples of a set that count for its share, and that are taken. Source: FLAN 2022, code (30,000).</summary>
    [Range(1, long.MaxValue)] public long MaxExamples { get; init; } = 30_000;

    /// <summary>Temperature T of the mixture: shares are as min(examples, cap)^(1/T); 1 mixes by size, larger ones more evenly. Source: T5, arXiv:1910.10683, section 3.5.2.</summary>
    [Range(1, 1_000_000)] public double Temperature { get; init; } = 1;

    /// <summary>Examples shown before the question in few-shot templates. Source: ours; FLAN has up to five.</summary>
    [Range(1, 20)] public int Shots { get; init; } = 3;

    /// <summary>Share of the samples that show examples before the question, 0..1. Source: FLAN 2022 (half).</summary>
    [Range(0, 1)] public double FewShotFraction { get; init; }
}
