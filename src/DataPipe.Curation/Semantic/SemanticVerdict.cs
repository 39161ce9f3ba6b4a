using System.Runtime.InteropServices;

namespace DataPipe.Curation.Semantic;

/// <summary>What is known of a document in the end. Sorted by document.</summary>
/// <param name="Document">The document's <see cref="Sorting.RowNumber"/>.</param>
/// <param name="Cluster">Its cluster in the upper half, the number of the cluster's documents in the lower.</param>
/// <param name="Nearest">Largest cosine to one that is looked at before it, as the bits of a 32-bit number; those of minus infinity when it is the first of its cluster.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SemanticVerdict(ulong Document, ulong Cluster, ulong Nearest)
{
    // A sum of a thousand products of 32-bit numbers is exact to about six digits.
    private const double Rounding = 1e-6;

    internal static SemanticVerdict Of(in VectorRow row, int clusterSize, float nearest) =>
        new(row.Document, (row.Cluster << 32) | (uint)clusterSize, BitConverter.SingleToUInt32Bits(nearest));

    internal long ClusterNumber => (long)(Cluster >> 32);

    internal long ClusterSize => (long)(Cluster & uint.MaxValue);

    /// <summary>Null when nothing is looked at before it.</summary>
    internal double? Similarity => BitConverter.UInt32BitsToSingle((uint)Nearest) is var nearest && float.IsFinite(nearest) ? nearest : null;

    internal bool IsDuplicate(double minSimilarity) => Similarity >= minSimilarity - Rounding;
}
