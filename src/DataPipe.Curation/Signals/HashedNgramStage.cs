using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Signals;

namespace DataPipe.Curation.Signals;

/// <summary>Counts a corpus's words and pairs of words in buckets of a hash, in the phases count and sum: what importance weights are made of. The counts are a file beside the dataset, which tells of it. Source: Xie et al. 2023 (DSIR).</summary>
public sealed class HashedNgramStage : IStage
{
    /// <summary>Its name.</summary>
    public const string Name = "hashed-ngrams";

    /// <summary>Folder of the file below the stage's.</summary>
    public const string Folder = "counts";

    /// <summary>Extension of the file.</summary>
    public const string Extension = ".counts";

    private const string Sum = "sum";
    private readonly HashedNgramOptions _options;

    private HashedNgramStage(HashedNgramOptions options) => _options = options;

    /// <inheritdoc/>
    public DatasetSchema Output { get; } = new(RecordType.Document,
    [
        new("counts", NoteType.Text, "File of the counts, below the stage's folder."), new("documents", NoteType.Integer, "Documents that were counted."), new("words", NoteType.Integer, "Their words."),
    ]);

    /// <summary>Makes the stage.</summary>
    public static IStage Create(HashedNgramOptions options, IStageSetup setup) => new HashedNgramStage(options);

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => EstimateWork.Plan(inputs, Sum);

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        EstimateWork.Count => CountAsync(task, context, cancellation),
        Sum => SumAsync(task, context, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private async Task CountAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var counter = new HashedNgramCounter(_options.Buckets);
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
            {
                context.Tally.In(batch[i].Tokens, batch[i].SizeBytes);
                counter.Add(batch[i].Text.Span);
            }

        ulong[] numbers = [(ulong)counter.Counts.Documents, (ulong)counter.Counts.Words, .. counter.Counts.Buckets.Select(b => (ulong)b)];
        await WorkEntries.WriteAsync<ulong>(context, Folder, writer => writer.WriteAsync(numbers, cancellation), cancellation);
    }

    private async Task SumAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var numbers = new long[_options.Buckets + 2];
        for (var shard = 0; shard < EstimateWork.Shards(task); shard++)
            foreach (var work in context.FindWork(EstimateWork.Count, shard, Folder))
            {
                await using var entries = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
                for (var at = 0; await entries.NextBlockAsync(cancellation);)
                    foreach (var number in entries.Block.ToArray())
                        numbers[at++] += (long)number;
            }

        var counts = new HashedNgramCounts(numbers[2..], numbers[0], numbers[1]);
        await using var file = await context.CreateExtraFileAsync(Folder, cancellation);
        await file.Stream.WriteAsync(HashedNgramFile.Write(counts), cancellation);
        var name = (await context.CommitExtraAsync(file, Folder, Extension, cancellation)).Name;
        await using var output = context.CreateOutput<Document>();
        var text = string.Create(CultureInfo.InvariantCulture, $"{counts.Words} words of {counts.Documents} documents in {counts.Buckets.Count} buckets.");
        var record = new Document(context.Stage, Utf8Text.From(text), context.Stage) { Notes = new Notes([NoteValue.Of(name), NoteValue.Of(counts.Documents), NoteValue.Of(counts.Words)]) }.CountTokens(context.TokenCounter);
        context.Tally.Out(record.Tokens);
        await output.WriteAsync(record, cancellation);
        await output.CommitAsync(cancellation);
    }
}
