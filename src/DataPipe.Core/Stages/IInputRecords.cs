using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Core.Stages;

/// <summary>Reads the datasets of a stage's <c>from</c> outside of a task.</summary>
public interface IInputRecords
{
    /// <summary>Reads a shard of an input dataset, in file order.</summary>
    /// <exception cref="Faults.FaultException">The file is damaged.</exception>
    IAsyncEnumerable<Batch<T>> ReadAsync<T>(TaskInput input, CancellationToken cancellation) where T : class, IRecord<T>;
}
