namespace DataPipe.Core.Datasets;

/// <summary>Where and how shards are written.</summary>
/// <param name="Folder">Folder of the store, with forward slashes.</param>
/// <param name="Prefix">Start of every file name below it, deterministic for the task.</param>
/// <param name="TargetBytes">File size at which the next shard begins, in bytes as written.</param>
/// <param name="Codec">Compression, for formats whose pages have one.</param>
/// <param name="Metadata">Key-value metadata put into every file whose format can hold it.</param>
public sealed record ShardDestination(string Folder, string Prefix, long TargetBytes, ShardCodec Codec, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Uncompressed bytes that a writer may hold before it writes them out; what many writers at once share is kept small.</summary>
    public long BufferBytes { get; init; } = 64L << 20;
}
