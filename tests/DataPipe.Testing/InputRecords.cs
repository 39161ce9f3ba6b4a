using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>Makes <see cref="StageInputRecords{T}"/>.</summary>
public static class InputRecords
{
    /// <summary>A dataset of one shard without annotations.</summary>
    public static StageInputRecords<T> Of<T>(string name, params IReadOnlyList<T> records) where T : class, IRecord<T> =>
        new(name, DatasetSchema.Of(T.Type), [records]);
}
