using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>What becomes of a document of a cluster.</summary>
/// <param name="DocumentAndSize">Its number in the upper half, the size of the cluster in the lower.</param>
/// <param name="KeptId">Place of the id that stays among the kept ids.</param>
/// <param name="Likeness">A packed <see cref="Clustering.Likeness"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DocumentFate(ulong DocumentAndSize, ulong KeptId, ulong Likeness)
{
    internal uint Document => (uint)(DocumentAndSize >> 32);

    internal uint Size => (uint)DocumentAndSize;
}
