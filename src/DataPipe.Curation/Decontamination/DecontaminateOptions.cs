using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Decontamination;

/// <summary>Options of <see cref="DecontaminateStage"/>.</summary>
public sealed record DecontaminateOptions
{
    /// <summary>The evaluation sets that must not be in the data, each with name and files. Source: ours.</summary>
    public IReadOnlyList<BenchmarkOptions> Benchmarks { get; init; } = [];

    /// <summary>When a text overlaps with a benchmark. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    public OverlapOptions Overlap { get; init; } = new();

    /// <summary>What happens to a record that does: drop it, remove what it has in common (documents only), or mark it in the columns contamination_benchmark, contamination_item and contamination_coverage. Source: ours.</summary>
    public DecontaminateAction Action { get; init; } = DecontaminateAction.Drop;

    /// <summary>How action remove cuts. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    public SpanRemovalOptions Removal { get; init; } = new();
}
