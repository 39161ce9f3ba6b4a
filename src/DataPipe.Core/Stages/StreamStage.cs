using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Stages;

/// <summary>The streaming stage: one phase, one task a shard, every record through the steps.</summary>
/// <typeparam name="T">Record type.</typeparam>
public sealed class StreamStage<T>(ChainPlan steps) : IStage where T : class, IRecord<T>
{
    /// <summary>Name of its only phase.</summary>
    public const string PhaseName = "stream";

    /// <inheritdoc/>
    public DatasetSchema Output => steps.Output;

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(PhaseName, tasks.Count, new TaskInput(dataset, shard)));
        return [new Phase(PhaseName, tasks)];
    }

    /// <inheritdoc/>
    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        await using var flow = new RecordFlow<T>(context, steps);
        foreach (var input in task.Inputs)
            await foreach (var batch in context.ReadAsync<T>(input, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    await flow.OfferAsync(batch[i], cancellation);
        await flow.CommitAsync(cancellation);
    }
}
