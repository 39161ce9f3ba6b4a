using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Dedup;

/// <summary>What counts as a duplicate, and which one stays.</summary>
public sealed record DedupOptions
{
    /// <summary>When texts are the same: bytes, whitespace or words; null leaves the search out. Source: our own choice, byte for byte.</summary>
    public ExactRule? Exact { get; init; } = ExactRule.Bytes;

    /// <summary>When documents with the same URL are duplicates: verbatim or canonical; null, whatever their URLs. Source: our own choice, off.</summary>
    public UrlRule? Url { get; init; }

    /// <summary>Search for near-duplicates by MinHash; null leaves it out. Source: Broder 1997; parameters of Penedo et al. 2024 (FineWeb), arXiv:2406.17557.</summary>
    public MinHashOptions? Near { get; init; } = new();

    /// <summary>Which document of a cluster is kept: first, longest, newest, best-score, source-priority or earliest-input. Source: our own choice, first in a fixed order of ids.</summary>
    public DedupKeep Keep { get; init; } = DedupKeep.First;

    /// <summary>The annotation column that best-score looks at, of integers or numbers. Source: our own.</summary>
    public string? ScoreColumn { get; init; }

    /// <summary>The sources that source-priority looks at, the most wanted first. Source: our own.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Finished corpora: folders of earlier dedup stages that wrote an index. What is a duplicate of one of theirs goes, and nothing of theirs is read but the index. Source: our own.</summary>
    public IReadOnlyList<FilePattern>? Against { get; init; }

    /// <summary>Whether to write an index of all documents, for a later stage to name in against; about 300 bytes a document. Source: our own choice, off.</summary>
    public bool Index { get; init; }

    /// <summary>What the stage may hold in memory, all workers of a process together, in bytes; beyond it goes to disk. The result does not depend on it. Source: our own choice.</summary>
    [Range(1L << 29, 1L << 44)] public long Memory { get; init; } = 2_000_000_000;

    /// <summary>Number of tasks that search for equal keys, taken as the next power of two; null chooses it so that a task sorts about 4 million keys (64 MB). The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 4096)] public int? Buckets { get; init; }
}
