namespace DataPipe.Curation.Dedup;

/// <summary>Shares out <see cref="DedupOptions.Memory"/>: what the program itself takes, and what reading and writing a shard takes, comes off before.</summary>
internal static class DedupMemory
{
    private const long ProgramBytes = 160L << 20, ShardBytes = 192L << 20, LeastBytes = 16L << 20;

    /// <summary>What a task that reads shards may sort in, beside so many others like it.</summary>
    internal static long OfShardTask(long memory, int workers) => Math.Max(LeastBytes, (memory - ProgramBytes) / workers - ShardBytes);

    /// <summary>What a task that reads intermediate files alone may sort in.</summary>
    internal static long OfTask(long memory, int workers) => Math.Max(LeastBytes, (memory - ProgramBytes) / workers - (32L << 20));
}
