using System.Runtime.InteropServices;

namespace DataPipe.Curation.Passages;

/// <summary>A passage that goes.</summary>
/// <param name="Shard">Its shard.</param>
/// <param name="Place">Its <see cref="PassagePlace"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ShardedPlace(ulong Shard, ulong Place);
