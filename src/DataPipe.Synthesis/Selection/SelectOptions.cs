using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Selection;

/// <summary>Options of the stage <c>select</c>. Everything is held in memory: some hundred bytes a sample, its vector besides.</summary>
public sealed record SelectOptions
{
    /// <summary>Samples to keep at most; null keeps all that are no near-duplicates and within their quota. Source: LIMA (Zhou et al. 2023) kept 1,000.</summary>
    [Range(1, 100_000_000)] public int? Count { get; init; }

    /// <summary>Smallest estimated Jaccard similarity of word shingles (MinHash, 14 bands of 8) at which of two samples only one stays, 0..1; null compares none. Source: FineWeb's bands.</summary>
    [Range(0.5, 1)] public double? NearSimilarity { get; init; } = 0.8;

    /// <summary>Whether near-duplicates are told by questions and answers together; else by questions alone. Source: ours.</summary>
    public bool NearByAnswers { get; init; } = true;

    /// <summary>Words of a shingle. Source: ours; short texts need short ones, FineWeb takes 5 for pages.</summary>
    [Range(1, 100)] public int ShingleWords { get; init; } = 3;

    /// <summary>Number column whose higher values are better: of near-duplicates the best stays, and the choice begins with the best; null takes them by chance of their ids. Source: ours.</summary>
    public string? Score { get; init; }

    /// <summary>Vector column, such as of stage <c>embed</c>: the choice takes the sample farthest from all that were chosen (k-centre greedy); null chooses by score alone. Source: Sener and Savarese 2018, arXiv:1708.00489.</summary>
    public string? Vectors { get; init; }

    /// <summary>Largest cosine of two vectors at which both may stay, -1..1; null sets no limit. Source: ours; Magpie takes a distance of 0.05 for near-duplicates.</summary>
    [Range(-1, 1)] public double? MaxCosine { get; init; }

    /// <summary>Text column whose values are topics, for <see cref="MaxPerTopic"/>. Source: ours.</summary>
    public string? Topic { get; init; }

    /// <summary>Samples kept of one topic at most; null sets no limit. Source: ours.</summary>
    [Range(1, 100_000_000)] public int? MaxPerTopic { get; init; }
}
