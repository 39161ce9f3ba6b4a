using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Dedup;

/// <summary>What counts as a duplicate, and which one stays.</summary>
public sealed record DedupOptions
{
    /// <summary>Whether documents with the same text, byte for byte, are duplicates. Source: our own choice, on.</summary>
    public bool Exact { get; init; } = true;

    /// <summary>Search for near-duplicates by MinHash; null leaves it out. Source: Broder 1997; parameters of Penedo et al. 2024 (FineWeb), arXiv:2406.17557.</summary>
    public MinHashOptions? Near { get; init; } = new();

    /// <summary>Which document of a cluster is kept: first, longest or earliest-input. Source: our own choice, first in a fixed order of ids.</summary>
    public DedupKeep Keep { get; init; } = DedupKeep.First;

    /// <summary>Number of tasks that search for equal keys; null chooses it so that a task sorts about 4 million keys (100 MB). The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Buckets { get; init; }
}
