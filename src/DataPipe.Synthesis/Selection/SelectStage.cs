using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Vectors;

namespace DataPipe.Synthesis.Selection;

/// <summary>Makes a small set of a large one: near-duplicates go, quotas of topics hold, and what stays is as different as can be. One task that reads its inputs twice; the same result however they are cut into shards.</summary>
internal sealed class SelectStage(SelectOptions options, DatasetSchema schema, ChainPlan steps) : IStage
{
    public const string Name = "select";
    private const string PhaseName = "select";

    /// <summary>Nearly the same words as one that stays.</summary>
    public static readonly DropReason NearDuplicate = new("near-duplicate");

    /// <summary>Nearly the same vector as one that stays.</summary>
    public static readonly DropReason NearVector = new("near-vector");

    /// <summary>Its topic has its quota.</summary>
    public static readonly DropReason TopicFull = new("topic-full");

    /// <summary>As many as wanted were chosen before it.</summary>
    public static readonly DropReason NotChosen = new("not-chosen");

    /// <summary>Its id came before.</summary>
    public static readonly DropReason SameId = new("same-id");

    public DatasetSchema Output => steps.Output;

    /// <summary>Makes the stage; a column that is not there or of another type is fault DP1345.</summary>
    public static IStage Create(SelectOptions options, IStageSetup setup)
    {
        var schema = InputSchema.Common(setup);
        Check(options.Score, NoteType.Number, "score");
        Check(options.Vectors, NoteType.Vector, "vectors");
        Check(options.Topic, NoteType.Text, "topic");
        if (options.MaxPerTopic is not null && options.Topic is null) setup.Faults.Add("DP1345", "'max-per-topic' needs a column of topics: name it in 'topic'", setup.At("max-per-topic"));
        if (options.MaxCosine is not null && options.Vectors is null) setup.Faults.Add("DP1345", "'max-cosine' needs a column of vectors: name it in 'vectors'", setup.At("max-cosine"));
        return new SelectStage(options, schema, ChainPlan.Build(schema, setup.Steps, setup.Faults));

        void Check(string? column, NoteType type, string option)
        {
            if (column is null) return;
            var at = schema.IndexOf(column);
            var fits = at >= 0 && (schema.Notes[at].Type == type || (type == NoteType.Number && schema.Notes[at].Type == NoteType.Integer));
            if (!fits) setup.Faults.Add("DP1345", $"'{option}' names the column '{column}', {(at < 0 ? "which is not there" : $"which holds {schema.Notes[at].Type.ToString().ToLowerInvariant()}s and not {type.ToString().ToLowerInvariant()}s")}; there are {string.Join(", ", schema.Notes.Select(n => n.Name).DefaultIfEmpty("none"))}", setup.At(option));
        }
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> all = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                all.Add(new TaskInput(dataset, shard));
        return [new Phase(PhaseName, [new TaskSpec(PhaseName, 0, all)])];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var (score, vectors, topic) = (Column(options.Score), Column(options.Vectors), Column(options.Topic));
        List<Candidate> candidates = [];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var dimensions = 0;
        var near = options.NearSimilarity is null ? null : new NearDuplicates(options);
        foreach (var input in task.Inputs)
        {
            await foreach (var batch in context.ReadAsync<Sample>(input, cancellation))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    var sample = batch[i];
                    if (!places.TryAdd(sample.Id, candidates.Count)) continue;
                    candidates.Add(new Candidate(sample.Id, Score(sample, score), Chance.Bits(sample.Id, context.Seed), topic < 0 ? null : sample.Notes[topic].Text, Unit(sample)));
                    near?.Add(sample);
                }
            }
        }

        near?.Mark(candidates, options.NearSimilarity!.Value);
        new DiverseChoice(options).Mark(candidates);
        await WriteAsync(task, context, candidates, places, cancellation);

        // Vectors of zeros, or of another length than the first, are none.
        float[]? Unit(Sample sample)
        {
            if (vectors < 0 || sample.Notes[vectors].Vector is not { } vector) return null;
            if (dimensions == 0) dimensions = vector.Length;
            var unit = (float[])vector.Clone();
            if (vector.Length == dimensions && UnitVector.TryNormalise(unit)) return unit;
            context.Warn("unusable-vector", $"sample '{sample.Id}': its vector is of zeros, or has {vector.Length} numbers where others have {dimensions}; it counts as having none");
            return null;
        }
    }

    private async Task WriteAsync(TaskSpec task, ITaskContext context, List<Candidate> candidates, Dictionary<string, int> places, CancellationToken cancellation)
    {
        context.Tally.Expect([Name]);
        await using var flow = new RecordFlow<Sample>(context, steps);
        var written = new bool[candidates.Count];
        foreach (var input in task.Inputs)
        {
            await foreach (var batch in context.ReadAsync<Sample>(input, cancellation))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    var sample = batch[i];
                    var at = places[sample.Id];
                    if (written[at]) await flow.DropAsync(sample, Name, SameId, cancellation);
                    else if (candidates[at].Fate is { } reason) await flow.DropAsync(sample, Name, reason, cancellation);
                    else await flow.OfferAsync(sample, cancellation);
                    written[at] = true;
                }
            }
        }

        await flow.CommitAsync(cancellation);
    }

    private int Column(string? name) => name is null ? -1 : schema.IndexOf(name);

    // What has no score is worse than all that have one.
    private double Score(Sample sample, int column)
    {
        if (column < 0) return 0;
        var value = sample.Notes[column];
        if (!value.HasValue) return double.NegativeInfinity;
        var number = schema.Notes[column].Type == NoteType.Integer ? value.Integer : value.Number;
        return double.IsNaN(number) ? double.NegativeInfinity : number;
    }
}
