using System.ComponentModel.DataAnnotations;

namespace DataPipe.Curation.Semantic;

/// <summary>What counts as a semantic duplicate, and which one stays.</summary>
public sealed record SemanticOptions
{
    /// <summary>Column of the inputs that holds the vectors. Source: ours; what the stages embed and jsonl call it.</summary>
    public string Column { get; init; } = "embedding";

    /// <summary>Files that hold the vectors by the ids of the documents, in place of a column; null takes the column. Source: our own choice.</summary>
    public VectorSourceOptions? Vectors { get; init; }

    /// <summary>Smallest cosine of two vectors at which their documents are duplicates; 0.000001 less counts too, for sums of 32-bit numbers are not more exact. Source: NeMo Curator's semantic deduplication, whose default distance is 0.01; Abbas et al. 2023 (SemDeDup), arXiv:2303.09540, choose it by the share that is to go.</summary>
    [Range(0.0, 1.0)] public double MinSimilarity { get; init; } = 0.99;

    /// <summary>Clusters that the vectors are divided into before they are compared within each; null takes the square root of the number of documents. Source: Abbas et al. 2023: 11,000 for C4, 50,000 for LAION-440M, and little difference between numbers.</summary>
    [Range(1, 100_000)] public int? Clusters { get; init; }

    /// <summary>Rounds of k-means. Source: faiss 1.7, which SemDeDup clusters with: 25 at most, of which the last change little; 20.</summary>
    [Range(1, 100)] public int Iterations { get; init; } = 20;

    /// <summary>Vectors a cluster that k-means learns from, drawn by the hash of the id. Source: faiss 1.7: 256.</summary>
    [Range(8, 10_000)] public int SamplesPerCluster { get; init; } = 256;

    /// <summary>Which of two duplicates stays: farthest (from the centre of the cluster), closest, first or longest. Source: Abbas et al. 2023, section 3: the hard examples, farthest.</summary>
    public SemanticKeep Keep { get; init; } = SemanticKeep.Farthest;

    /// <summary>What happens to duplicates: remove or mark. Source: our own choice.</summary>
    public SemanticAction Action { get; init; } = SemanticAction.Remove;

    /// <summary>What happens to a document without a vector, with one of zeros or of numbers that are not finite: keep, drop or stop. Source: our own choice.</summary>
    public MissingVector WithoutVector { get; init; } = MissingVector.Keep;

    /// <summary>Memory that the tasks running at the same time may hold together, besides the centres and their sums (12 bytes a cluster and dimension each). The result does not depend on it. Source: our own choice.</summary>
    [Range(16_777_216L, 1_099_511_627_776L)] public long Memory { get; init; } = 4_000_000_000;

    /// <summary>Number of tasks that compare vectors; null chooses it by the number of documents. The result does not depend on it. Source: our own choice.</summary>
    [Range(1, 256)] public int? Buckets { get; init; }
}
