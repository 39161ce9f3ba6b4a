using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup;

/// <summary>Two documents that are duplicates of one another, as <see cref="DocumentNumber"/>s.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Edge(ulong First, ulong Second) : IComparable<Edge>
{
    public int CompareTo(Edge other) => First != other.First ? First.CompareTo(other.First) : Second.CompareTo(other.Second);
}
