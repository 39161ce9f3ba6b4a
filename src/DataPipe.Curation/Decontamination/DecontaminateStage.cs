using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Decontamination;

/// <summary>
/// Keeps evaluation sets out of training data, of any record type: drops, cuts or marks records that have n-grams in common with a benchmark, in the phases index and search.
/// What it does with a record depends on that record and the benchmarks alone.
/// </summary>
public static class DecontaminateStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "decontaminate";

    /// <summary>Start of the reason of a record that overlaps with a benchmark, whose name follows: <c>in-gsm8k</c>.</summary>
    public const string ReasonPrefix = "in-";

    /// <summary>Too little is left of a document that was cut, or it would fall into too many pieces.</summary>
    public static readonly DropReason NothingLeft = new("too-contaminated");

    /// <summary>The columns that action mark adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("contamination_benchmark", NoteType.Text, "Benchmark that the record has most in common with; absent when with none."),
        new("contamination_item", NoteType.Text, "The benchmark's item."),
        new("contamination_coverage", NoteType.Number, "Share of the item's text that is in common n-grams, 0..1."),
    ];

    /// <summary>Makes the stage for the type of its inputs. Faults: DP1140 to DP1143 and DP1145 for benchmarks and overlap, DP1144 when conversations should be cut.</summary>
    public static IStage Create(DecontaminateOptions options, IStageSetup setup)
    {
        var benchmarks = BenchmarkSet.Of(options.Benchmarks, setup);
        IndexTask.Check(options.Overlap, setup);
        var input = InputSchema.Common(setup);
        if (options.Action == DecontaminateAction.Remove && input.Type != RecordType.Document)
            setup.Faults.Add("DP1144", "action remove cuts texts of documents; of a conversation a torn turn would be left: use drop or mark", setup.At("action"));
        if (options.Action == DecontaminateAction.Mark && Columns.FirstOrDefault(c => input.IndexOf(c.Name) >= 0) is { } twice)
            setup.Faults.Add("DP1011", $"stage '{Name}' adds the column '{twice.Name}', which is there already: mark once", setup.At("action"));
        var steps = ChainPlan.Build(options.Action == DecontaminateAction.Mark ? input.With(Columns) : input, setup.Steps, setup.Faults);
        return input.Type switch
        {
            RecordType.Document => new DecontaminateStage<Document>(options, benchmarks, steps, input.Notes.Count),
            RecordType.Sample => new DecontaminateStage<Sample>(options, benchmarks, steps, input.Notes.Count),
            _ => new DecontaminateStage<Preference>(options, benchmarks, steps, input.Notes.Count),
        };
    }
}

/// <summary>The stage for one record type.</summary>
internal sealed class DecontaminateStage<T>(DecontaminateOptions options, IReadOnlyList<BenchmarkSet> benchmarks, ChainPlan steps, int inputNotes) : IStage where T : class, IRecord<T>
{
    private const string Search = "search";

    /// <inheritdoc/>
    public DatasetSchema Output => steps.Output;

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => IndexTask.Plan(benchmarks, Search, inputs);

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        IndexTask.Phase => IndexTask.RunAsync(benchmarks, options.Overlap, context, cancellation),
        Search => SearchAsync(task, context, cancellation),
        _ => throw new ArgumentException($"stage '{DecontaminateStage.Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private async Task SearchAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var (needles, index) = await NeedleFile.ReadAsync(IndexTask.Phase, options.Overlap, context, cancellation);
        var search = new ContaminationSearch<T>(needles, index, options.Overlap.MinCoverage);
        await using var flow = new RecordFlow<T>(context, steps);
        var verdict = new ContaminationVerdict<T>(options, [.. benchmarks.Select(b => b.Name)], inputNotes, search, flow);
        await foreach (var batch in context.ReadAsync<T>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
                await verdict.PassAsync(batch[i], cancellation);
        await flow.CommitAsync(cancellation);
    }
}
