using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Sources;

namespace DataPipe.Curation.Semantic;

/// <summary>
/// Removes documents whose embeddings are nearly those of others (SemDeDup: Abbas et al. 2023, arXiv:2303.09540): k-means divides the vectors into clusters, and
/// within each a document goes whose cosine to one that is looked at before it reaches the threshold. Phases: (deal and claim, where vectors are in files,) collect, sample, one for each round of k-means, assign,
/// compare, drop. What stays does not depend on shards, their order, the memory or the number of tasks: sums are taken in one order, and chance is the hash of the id.
/// </summary>
public sealed class SemanticStage : IStage
{
    /// <summary>Its name, which stands in tallies as the one who drops.</summary>
    public const string Name = "dedup-semantic";

    /// <summary>Nearly the vector of a document of its cluster that is looked at before it.</summary>
    public static readonly DropReason Duplicate = new("semantic-duplicate");

    /// <summary>There is no vector that could be compared.</summary>
    public static readonly DropReason NoVector = new("no-vector");

    private const double SampleRows = 32_768; // of a chunk: 50 MB of vectors of 384 numbers
    private const double RowBytes = 3_200; // vectors of 768 numbers
    private const int MaxChunks = 256, MaxClusters = 100_000, MaxBuckets = 256;

    private readonly SemanticOptions _options;
    private readonly int _column;
    private readonly IReadOnlyList<InputFile> _files;
    private readonly ChainPlan _steps;

    private SemanticStage(SemanticOptions options, int column, IReadOnlyList<InputFile> files, ChainPlan steps) => (_options, _column, _files, _steps) = (options, column, files, steps);

    /// <summary>The columns that marking adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("semantic_cluster", NoteType.Integer, "Cluster that the document's vector is in, from 0; absent without a vector."),
        new("semantic_cluster_size", NoteType.Integer, "Documents of that cluster."),
        new("semantic_similarity", NoteType.Number, "Largest cosine to a document of the cluster that is looked at before it; absent for the first."),
        new("semantic_duplicate", NoteType.Boolean, "Whether that reaches the threshold, so that the document would be dropped."),
    ];

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <summary>Makes the stage. A column that is not there is fault DP1013, one without vectors DP1160, inputs of different columns DP1017.</summary>
    public static SemanticStage Create(SemanticOptions options, IStageSetup setup)
    {
        var schema = InputSchema.Common(setup);
        var column = options.Vectors is null ? ColumnOf(options, schema, setup) : -1;
        var files = options.Vectors is null ? [] : InputFiles.Find(options.Vectors.Files, setup);
        if (options.Action == SemanticAction.Mark) schema = schema.With(Columns);
        return new SemanticStage(options, column, files, ChainPlan.Build(schema, setup.Steps, setup.Faults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));

        var documents = shards.Sum(s => s.Shard.Records);
        var clusters = _options.Clusters ?? (int)Math.Clamp(Math.Ceiling(Math.Sqrt(documents)), 1, MaxClusters);
        var sample = Math.Min(documents, (double)clusters * _options.SamplesPerCluster);
        var chunks = shards.Count == 0 ? 0 : (int)Math.Clamp(Math.Ceiling(sample / SampleRows), 1, MaxChunks);
        var buckets = shards.Count == 0 ? 0 : _options.Buckets ?? (int)Math.Clamp(Math.Ceiling(documents * RowBytes / (_options.Memory / 8.0)), 1, MaxBuckets);
        Dictionary<string, string> arguments = new()
        {
            [SemanticWork.ShardsArgument] = Text(shards.Count),
            [SemanticWork.PartsArgument] = Text(_options.Vectors is null ? shards.Count : buckets),
            [SemanticWork.ChunksArgument] = Text(chunks),
            [SemanticWork.ClustersArgument] = Text(clusters),
            [SemanticWork.BucketsArgument] = Text(buckets),
            [SemanticWork.FractionArgument] = (documents == 0 ? 1 : sample / documents).ToString("R", CultureInfo.InvariantCulture),
        };
        return
        [
            .. _options.Vectors is null ? [] : (Phase[])[new Phase(SemanticWork.Deal, [.. _files.Select((file, i) => new TaskSpec(SemanticWork.Deal, i, [TaskInput.File(file)], arguments))]), EachShard(SemanticWork.Claim)],
            EachPart(SemanticWork.Collect), Each(SemanticWork.Sample, chunks),
            .. Enumerable.Range(1, _options.Iterations).Select(round => Each(SemanticWork.Round(round), chunks)),
            EachPart(SemanticWork.Assign), Each(SemanticWork.Compare, buckets), EachShard(SemanticWork.Drop),
        ];

        Phase EachShard(string phase) => new(phase, [.. shards.Select((shard, i) => new TaskSpec(phase, i, [shard], arguments))]);

        Phase EachPart(string phase) => _options.Vectors is null ? EachShard(phase) : Each(phase, buckets);

        Phase Each(string phase, int tasks) => new(phase, [.. Enumerable.Range(0, tasks).Select(i => new TaskSpec(phase, i, [], arguments))]);
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        SemanticWork.Deal => DealTask.RunAsync(task, context, _options.Vectors!, cancellation),
        SemanticWork.Claim => ClaimTask.RunAsync(task, context, _options, cancellation),
        SemanticWork.Collect when _options.Vectors is not null => new JoinTask(_options, context).RunAsync(task, _files.Count, cancellation),
        SemanticWork.Collect => CollectTask.RunAsync(task, context, _options, _column, cancellation),
        SemanticWork.Sample => SampleTask.RunAsync(task, context, cancellation),
        SemanticWork.Assign => AssignTask.RunAsync(task, _options.Iterations, context, cancellation),
        SemanticWork.Compare => CompareTask.RunAsync(task, context, _options, cancellation),
        SemanticWork.Drop => DropTask.RunAsync(task, context, _options, _steps, cancellation),
        _ => RoundTask.RunAsync(task, RoundOf(task), context, cancellation),
    };

    private static int ColumnOf(SemanticOptions options, DatasetSchema schema, IStageSetup setup)
    {
        var column = schema.IndexOf(options.Column);
        if (column < 0)
        {
            var known = schema.Notes.Where(n => n.Type == NoteType.Vector).Select(n => n.Name).ToList();
            var hint = known.Count == 0
                ? "; no column of the inputs holds vectors: the stage 'embed' makes one, 'vector-field' of 'jsonl' reads one, and 'vectors' finds them in files of their own"
                : $"{NearestName.Hint(options.Column, known)}; vectors are in {string.Join(", ", known)}";
            setup.Faults.Add("DP1013", $"there is no column '{options.Column}' in the inputs of stage '{setup.Stage}'{hint}", setup.At("column"));
        }
        else if (schema.Notes[column].Type != NoteType.Vector)
        {
            setup.Faults.Add("DP1160", $"the column '{options.Column}' does not hold vectors: 'dedup-semantic' needs embeddings", setup.At("column"));
        }

        return column;
    }

    private int RoundOf(TaskSpec task)
    {
        for (var round = 1; round <= _options.Iterations; round++)
            if (SemanticWork.Round(round) == task.Phase)
                return round;
        throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
