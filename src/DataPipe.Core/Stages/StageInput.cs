using DataPipe.Core.Datasets;

namespace DataPipe.Core.Stages;

/// <summary>A dataset that a stage reads.</summary>
/// <param name="Name">Name of the stage that makes it.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Shards">Its shards in order; empty while it is not made yet.</param>
public sealed record StageInput(string Name, DatasetSchema Schema, IReadOnlyList<Shard> Shards);
