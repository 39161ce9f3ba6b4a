using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Passages;

/// <summary>
/// Removes lines, paragraphs or spans of sentences that occur elsewhere in the inputs, and rewrites the documents that held them, in the phases hash, match and rewrite.
/// Exact, in bounded memory; which occurrence stays does not depend on shards, their order, or the number of tasks.
/// </summary>
public sealed class PassageDedupStage : IStage
{
    /// <summary>The stage's name when lines are compared.</summary>
    public const string Lines = "dedup-lines";

    /// <summary>The stage's name when paragraphs are.</summary>
    public const string Paragraphs = "dedup-paragraphs";

    /// <summary>The stage's name when spans of sentences are.</summary>
    public const string Sentences = "dedup-sentences";

    // About 2 GB of text, several times compressed: 30 million lines, a gigabyte of entries.
    private const double StoredBytesPerPartition = 512 << 20;
    private const int MaxPartitions = 4096;

    private readonly PassageRules _rules;
    private readonly ChainPlan _steps;

    private PassageDedupStage(PassageRules rules, ChainPlan steps) => (_rules, _steps) = (rules, steps);

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <summary>Makes the stage for lines.</summary>
    public static IStage Create(LineDedupOptions options, IStageSetup setup) => Create(options.ToRules(), setup);

    /// <summary>Makes the stage for paragraphs.</summary>
    public static IStage Create(ParagraphDedupOptions options, IStageSetup setup) => Create(options.ToRules(), setup);

    /// <summary>Makes the stage for spans of sentences. Words that are not apart from their punctuation are fault DP1150.</summary>
    public static IStage Create(SentenceDedupOptions options, IStageSetup setup)
    {
        if (options.Words == DataPipe.Text.Words.WordRule.Whitespace)
            setup.Faults.Add("DP1150", "words: whitespace leaves punctuation on words, so that no sentence would end: use standard or english", setup.At("words"));
        return Create(options.ToRules(), setup);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> shards = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                shards.Add(new TaskInput(dataset, shard));
        var partitions = shards.Count == 0 ? 0 : _rules.Partitions ?? (int)Math.Clamp(Math.Ceiling(shards.Sum(s => (double)s.Shard.Bytes) / StoredBytesPerPartition), 1, MaxPartitions);
        Dictionary<string, string> arguments = new()
        {
            [PassageWork.ShardsArgument] = shards.Count.ToString(CultureInfo.InvariantCulture),
            [PassageWork.PartitionsArgument] = partitions.ToString(CultureInfo.InvariantCulture),
        };
        return
        [
            new Phase(PassageWork.Hash, [.. shards.Select((shard, i) => new TaskSpec(PassageWork.Hash, i, [shard], arguments))]),
            new Phase(PassageWork.Match, [.. Enumerable.Range(0, partitions).Select(i => new TaskSpec(PassageWork.Match, i, [], arguments))]),
            new Phase(PassageWork.Rewrite, [.. shards.Select((shard, i) => new TaskSpec(PassageWork.Rewrite, i, [shard], arguments))]),
        ];
    }

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        PassageWork.Hash => new HashTask(_rules, context).RunAsync(task, cancellation),
        PassageWork.Match => MatchTask.RunAsync(task, _rules, context, cancellation),
        PassageWork.Rewrite => new RewriteTask(_rules, context).RunAsync(task, _steps, cancellation),
        _ => throw new ArgumentException($"stage '{_rules.Stage}' has no phase '{task.Phase}'", nameof(task)),
    };

    private static PassageDedupStage Create(PassageRules rules, IStageSetup setup) => new(rules, ChainPlan.Build(InputSchema.Common(setup), setup.Steps, setup.Faults));
}
