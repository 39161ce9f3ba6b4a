using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>A dataset in memory that a stage under test reads.</summary>
/// <typeparam name="T">Record type.</typeparam>
/// <param name="Name">Name of the stage that would have made it.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Shards">Records of each shard.</param>
public sealed record StageInputRecords<T>(string Name, DatasetSchema Schema, IReadOnlyList<IReadOnlyList<T>> Shards) where T : class, IRecord<T>
{
    /// <summary>The same records dealt to so many shards in turn; a shard may get none.</summary>
    public StageInputRecords<T> Dealt(int shards)
    {
        var dealt = new List<T>[shards];
        for (var i = 0; i < shards; i++) dealt[i] = [];
        var next = 0;
        foreach (var shard in Shards)
            foreach (var record in shard)
                dealt[next++ % shards].Add(record);
        return this with { Shards = dealt };
    }
}
