using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Decontamination;

/// <summary>How what a document has in common with a benchmark is cut out of it.</summary>
public sealed record SpanRemovalOptions
{
    /// <summary>Characters that go on both sides of what is in common. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    [Range(0, 1_000_000)] public int MarginChars { get; init; } = 200;

    /// <summary>Characters of the shortest piece between cuts that is kept. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    [Range(1, 1_000_000)] public int MinPieceChars { get; init; } = 200;

    /// <summary>Pieces into which a document may be cut; one that would be in more goes as a whole. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    [Range(1, 1_000_000)] public int MaxPieces { get; init; } = 10;
}
