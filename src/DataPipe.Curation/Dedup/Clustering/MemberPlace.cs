using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>A document whose shingles are wanted.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Place">Its place among the documents of all clusters, by cluster and keep order.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MemberPlace(ulong Document, ulong Place);
