using System.Runtime.InteropServices;

namespace DataPipe.Curation.Semantic;

/// <summary>A document that looks for its vector in files. Sorted by the hash of the id.</summary>
/// <param name="Order">Hash of its id: decides the bucket.</param>
/// <param name="Document">The document's <see cref="Sorting.RowNumber"/>.</param>
/// <param name="Tie">Hash of its source, URL and text.</param>
/// <param name="Length">Length of its text in bytes.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Claim(ulong Order, ulong Document, ulong Tie, ulong Length)
{
    internal static Claim Of(in VectorRow row) => new(row.Order, row.Document, row.Tie, row.Length);

    internal VectorRow Row => new(Document, Order, Tie, Length, 0, 0);

    /// <summary>The bucket of a hash: ascending with it.</summary>
    internal static int Bucket(ulong order, int buckets) => (int)Math.BigMul(order, (ulong)buckets, out _);
}
