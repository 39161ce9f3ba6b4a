using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>A shingle of a document. Sorted, those of a document are a set in order, and documents come by cluster and keep order.</summary>
/// <param name="Place">The document's place among those of all clusters.</param>
/// <param name="Shingle">Hash of the shingle.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PlacedShingle(ulong Place, ulong Shingle);
