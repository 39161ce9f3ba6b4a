using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Recipes;

/// <summary>
/// Runs a recipe: shares its seeds out among tasks, asks about each, and writes what came of it with provenance and counted reasons. A task that is run again asks the
/// same, and the ledger answers what was paid. With <see cref="PoolRules"/> it works in rounds, each of which ends with one task that keeps what is new.
/// </summary>
/// <typeparam name="TSeed">What one turn starts from.</typeparam>
internal sealed class RecipeStage<TSeed> : IAskingStage
{
    private readonly IRecipe<TSeed> _recipe;
    private readonly ISeeds<TSeed> _seeds;
    private readonly ITeacherSource _teachers;
    private readonly ChainPlan _steps;
    private readonly PoolRules? _pool;

    public RecipeStage(IRecipe<TSeed> recipe, ISeeds<TSeed> seeds, IStageSetup setup, ITeacherSource teachers, PoolRules? pool = null)
    {
        (_recipe, _seeds, _teachers, _pool) = (recipe, seeds, teachers, pool);
        IReadOnlyList<NoteColumn> novelty = pool?.NoveltyThreshold is null ? [] : RoundKeeping.Columns;
        _steps = ChainPlan.Build(new DatasetSchema(RecordType.Sample, [.. recipe.Columns, .. novelty]), setup.Steps, setup.Faults);
    }

    public DatasetSchema Output => _steps.Output;

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        var waits = _recipe.Teachers.Any(t => t.InBatches);
        if (_pool is null) return [new Phase("make", _seeds.Tasks("make", 1, inputs)) { Waits = waits }];
        List<Phase> phases = [];
        for (var round = 1; round <= _pool.Rounds; round++)
        {
            var tasks = _seeds.Tasks(RoundKeeping.MakePhase(round), round, inputs);
            var arguments = new Dictionary<string, string>
            {
                ["round"] = round.ToString(CultureInfo.InvariantCulture), ["tasks"] = tasks.Count.ToString(CultureInfo.InvariantCulture),
            };
            IReadOnlyList<TaskInput> known = _pool.KnowsPool ? [.. inputs.SelectMany((input, dataset) => input.Shards.Select(shard => new TaskInput(dataset, shard)))] : [];
            phases.Add(new Phase(RoundKeeping.MakePhase(round), tasks) { Waits = waits });
            phases.Add(new Phase(RoundKeeping.KeepPhase(round), [new TaskSpec(RoundKeeping.KeepPhase(round), 0, known, arguments)]));
        }

        return phases;
    }

    public async Task<IReadOnlyList<AskPlan>> AsksAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation) =>
        _recipe.Asks(await _seeds.MeasureAsync(inputs, records, cancellation));

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        if (_pool is null)
        {
            context.Tally.Expect(_recipe.Steps);
            await using var flow = new RecordFlow<Sample>(context, _steps);
            await foreach (var made in new SeedAsker<TSeed>(_recipe, _seeds, _teachers).MakeAsync(task, context, cancellation))
            {
                if (made.IsKept) await flow.OfferAsync(made.Sample, cancellation);
                else await flow.DropAsync(made.Sample, made.Step!, made.Reason, made.Details, cancellation);
            }

            await flow.CommitAsync(cancellation);
            return;
        }

        var keeping = new RoundKeeping(_pool, _recipe.Columns, _recipe.Steps, _steps);
        if (task.Phase.StartsWith("keep-", StringComparison.Ordinal))
        {
            await keeping.KeepAsync(task, context, cancellation);
            return;
        }

        var round = int.Parse(task.Phase.AsSpan("make-".Length), CultureInfo.InvariantCulture);
        if (await keeping.IsReachedAsync(round, context, cancellation)) return;
        await using var work = context.CreateWork<Sample>(RoundKeeping.MadeName, keeping.WorkSchema);
        await foreach (var made in new SeedAsker<TSeed>(_recipe, _seeds, _teachers).MakeAsync(task, context, cancellation))
            await work.WriteAsync(keeping.WorkRow(made), cancellation);
        await work.CommitAsync(cancellation);
    }
}
