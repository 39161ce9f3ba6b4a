using DataPipe.Core.Datasets;

namespace DataPipe.Core.Stages;

/// <summary>Reads datasets, writes one dataset; plans phases of tasks. An instance serves many tasks at once and keeps no state between them.</summary>
public interface IStage
{
    /// <summary>Schema of the dataset it makes.</summary>
    DatasetSchema Output { get; }

    /// <summary>The phases, in order: a pure function of the inputs, the same on every machine.</summary>
    IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs);

    /// <summary>Does one task. What it writes goes through the context, which publishes it with the task's receipt.</summary>
    Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation);
}
