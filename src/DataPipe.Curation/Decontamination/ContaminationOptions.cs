using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Decontamination;

/// <summary>Options of <see cref="ContaminationStage"/>.</summary>
public sealed record ContaminationOptions
{
    /// <summary>The evaluation sets that are looked for, each with name and files. Source: ours.</summary>
    public IReadOnlyList<BenchmarkOptions> Benchmarks { get; init; } = [];

    /// <summary>When a text overlaps with a benchmark. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    public OverlapOptions Overlap { get; init; } = new();
}
