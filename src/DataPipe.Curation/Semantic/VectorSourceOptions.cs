using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Semantic;

/// <summary>Files with an id and a vector for each document: Parquet, or JSON Lines compressed or not.</summary>
public sealed record VectorSourceOptions
{
    /// <summary>The files: paths or globs. One task a file; of two vectors of one id the first counts, in the order of the paths. Source: ours.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Column or field that holds the document's id, a text or a whole number. Source: ours.</summary>
    public string IdField { get; init; } = "id";

    /// <summary>Column or field that holds the vector, a list of numbers. Source: ours.</summary>
    public string VectorField { get; init; } = "embedding";
}
