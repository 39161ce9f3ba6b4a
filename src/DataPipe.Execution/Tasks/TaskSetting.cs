using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Tasks;

/// <summary>What every task of a run shares.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Store">Where the run lies.</param>
/// <param name="Formats">Records to and from files.</param>
/// <param name="Files">The outside world's files.</param>
/// <param name="TokenCounter">Counts tokens.</param>
/// <param name="Time">The clock, for durations.</param>
public sealed record TaskSetting(
    BoundPipeline Pipeline, IStore Store, IRecordFormats Formats, IInputFiles Files, ITokenCounter TokenCounter, TimeProvider Time)
{
    /// <summary>Tasks that may run at the same time in this process.</summary>
    public int Workers { get; init; } = 1;
}
