using DataPipe.Core.Datasets;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>A file of an index.</summary>
/// <param name="Name">Name without folders.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Checksum">SHA-256, lower-case hex; the blocks of the file have checksums of their own.</param>
internal sealed record IndexFile(string Name, long Bytes, string Checksum)
{
    internal static IndexFile Of(Shard shard) => new(shard.Name[(shard.Name.LastIndexOf('/') + 1)..], shard.Bytes, shard.Checksum);
}
