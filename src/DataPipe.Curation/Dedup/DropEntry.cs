using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup;

/// <summary>A row of a shard that goes.</summary>
/// <param name="Row">The row.</param>
/// <param name="Kept">The <see cref="DocumentNumber"/> of the document that stays for it, which names their cluster.</param>
/// <param name="IsExact">1 when both texts are the same, else 0.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DropEntry(long Row, ulong Kept, ulong IsExact);
