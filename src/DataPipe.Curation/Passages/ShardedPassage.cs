using System.Runtime.InteropServices;

namespace DataPipe.Curation.Passages;

/// <summary>A <see cref="PassageEntry"/> among those of all shards.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ShardedPassage(ulong High, ulong Low, ulong Order, ulong Shard, ulong Place)
{
    internal bool HasHashOf(ShardedPassage other) => High == other.High && Low == other.Low;
}
