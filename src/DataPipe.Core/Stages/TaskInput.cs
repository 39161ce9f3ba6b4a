using DataPipe.Core.Datasets;

namespace DataPipe.Core.Stages;

/// <summary>One thing a task reads: a shard of an input dataset, or a file of the outside world.</summary>
/// <param name="Dataset">Index of the dataset among the stage's <c>from</c>, or -1 for a file.</param>
/// <param name="Shard">The shard; for a file its path, size and no checksum.</param>
public sealed record TaskInput(int Dataset, Shard Shard)
{
    /// <summary>A file of the outside world.</summary>
    public static TaskInput File(InputFile file) => new(-1, new Shard(file.Path, file.Bytes, "", 0, 0));
}
