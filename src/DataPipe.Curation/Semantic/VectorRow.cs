using DataPipe.Core.Records;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Semantic;

/// <summary>What stands before a vector in a file of vectors: 48 bytes.</summary>
/// <param name="Document">The document's <see cref="Sorting.RowNumber"/>.</param>
/// <param name="Order">Hash of its id.</param>
/// <param name="Tie">Hash of its source, URL and text, for different documents of one id.</param>
/// <param name="Length">Length of its text in bytes.</param>
/// <param name="Cluster">The cluster it is in; 0 before it is known.</param>
/// <param name="Similarity">Cosine to the centre of the cluster, as the bits of a 32-bit number.</param>
internal readonly record struct VectorRow(ulong Document, ulong Order, ulong Tie, ulong Length, ulong Cluster, ulong Similarity)
{
    internal const int Words = 6;

    internal float Centrality => BitConverter.UInt32BitsToSingle((uint)Similarity);

    internal static VectorRow Of(Document document, ulong number) => new(
        number,
        XxHash64.Hash(document.Id),
        Mix64.Combine(Mix64.Combine(XxHash64.Hash(document.Source), XxHash64.Hash(document.Url ?? "")), XxHash64.Hash(document.Text.Span)),
        (ulong)document.Text.LengthBytes,
        0,
        0);

    internal VectorRow In(int cluster, float similarity) => this with { Cluster = (ulong)cluster, Similarity = BitConverter.SingleToUInt32Bits(similarity) };

    /// <summary>Compares the places of two rows in the order that a rule looks at them.</summary>
    internal int CompareTo(in VectorRow other, SemanticKeep keep)
    {
        var order = keep switch
        {
            SemanticKeep.Farthest => Centrality.CompareTo(other.Centrality),
            SemanticKeep.Closest => other.Centrality.CompareTo(Centrality),
            SemanticKeep.Longest => other.Length.CompareTo(Length),
            _ => 0,
        };
        if (order == 0) order = Order.CompareTo(other.Order);
        if (order == 0) order = Tie.CompareTo(other.Tie);
        return order != 0 ? order : Document.CompareTo(other.Document);
    }
}
