using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Testing;

/// <summary>Plans a stage and runs all its phases in memory, one task after the other.</summary>
public static class StageRunner
{
    /// <summary>Runs a stage whose dataset has the record type of its inputs, or that reads files alone.</summary>
    public static Task<StageRun<T>> RunAsync<T>(IStage stage, IReadOnlyList<StageInputRecords<T>> inputs, StageRunnerOptions options)
        where T : class, IRecord<T> => RunAsync<T, T>(stage, inputs, options);

    /// <summary>Runs a stage. Input records without a token count are counted first.</summary>
    /// <typeparam name="TIn">Record type of the inputs.</typeparam>
    /// <typeparam name="TOut">Record type of the dataset.</typeparam>
    /// <exception cref="InvalidOperationException">The stage breaks a contract, such as two plans that differ or two phases of one name.</exception>
    public static async Task<StageRun<TOut>> RunAsync<TIn, TOut>(IStage stage, IReadOnlyList<StageInputRecords<TIn>> inputs, StageRunnerOptions options)
        where TIn : class, IRecord<TIn> where TOut : class, IRecord<TOut>
    {
        var store = new MemoryStore();
        var planned = inputs.Select(input => Store(input, store, options)).ToList();
        var phases = stage.Plan(planned);
        if (phases.Select(p => p.Name).Distinct().Count() != phases.Count) throw new InvalidOperationException("two phases have one name");

        List<TaskRun<TOut>> runs = [];
        foreach (var phase in phases)
        {
            var done = new TaskRun<TOut>[phase.Tasks.Count];
            for (var i = 0; i < done.Length; i++)
            {
                var at = options.LastTaskFirst ? done.Length - 1 - i : i;
                var task = phase.Tasks[at];
                if (task.Phase != phase.Name || task.Index != at) throw new InvalidOperationException($"task {task.Name} stands at {at} of phase '{phase.Name}'");
                var context = new MemoryTaskContext<TOut>(task, stage.Output, store, options);
                await stage.RunAsync(task, context, CancellationToken.None);
                done[at] = context.Result;
            }

            runs.AddRange(done);
        }

        return new StageRun<TOut>(phases, runs, Tally.Sum(runs.Select(r => r.Tally)));
    }

    private static StageInput Store<T>(StageInputRecords<T> input, MemoryStore store, StageRunnerOptions options) where T : class, IRecord<T>
    {
        List<Shard> shards = [];
        foreach (var records in input.Shards)
        {
            T[] counted = [.. records.Select(r => r.Tokens == 0 ? r.CountTokens(options.TokenCounter) : r)];
            shards.Add(store.Put($"{input.Name}/{shards.Count:00000}", counted));
        }

        return new StageInput(input.Name, input.Schema, shards);
    }
}
