using System.Globalization;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.WordFrequencies;

/// <summary>Counts the words of a corpus, lower-cased, in the phases count and sum. The table, a line a word with its count, the most frequent first, is a file beside the dataset, which tells of it. The same for any shards and workers.</summary>
public sealed class WordFrequencyStage : IStage
{
    /// <summary>Its name.</summary>
    public const string Name = "word-frequencies";

    /// <summary>Folder of the table below the stage's.</summary>
    public const string Folder = "words";

    /// <summary>Extension of the table.</summary>
    public const string Extension = ".csv";

    private const string Sum = "sum";
    private readonly WordFrequencyOptions _options;
    private readonly NgramModelOptions _counting;

    private WordFrequencyStage(WordFrequencyOptions options)
    {
        _options = options;
        _counting = new NgramModelOptions { Order = 1, Words = options.Words, Normalization = ModelNormalization.Lower, Arpa = true, Memory = options.Memory };
    }

    /// <inheritdoc/>
    public DatasetSchema Output { get; } = new(RecordType.Document,
    [
        new("table", NoteType.Text, "File of the table, below the stage's folder."), new("words", NoteType.Integer, "Words in the table."), new("occurrences", NoteType.Integer, "Their occurrences."),
    ]);

    /// <summary>Makes the stage.</summary>
    public static IStage Create(WordFrequencyOptions options, IStageSetup setup) => new WordFrequencyStage(options);

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => EstimateWork.Plan(inputs, Sum);

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        EstimateWork.Count => new CountTask<NgramEntry1>(_counting, context).RunAsync(task, cancellation),
        Sum => SumAsync(task, context, cancellation),
        _ => throw new ArgumentException($"stage '{Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private async Task SumAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var spelt = await SpeltWords.ReadAsync(EstimateWork.Shards(task), context, cancellation);
        List<(byte[] Word, long Count)> words = [];
        await using (var merged = await ShardCounts.OpenAsync<NgramEntry1>(EstimateWork.Shards(task), context, cancellation))
        {
            var combined = new CombinedCounts<NgramEntry1>(merged.ReadAsync);
            while (await combined.ReadAsync(cancellation) is { Length: > 0 } some)
                foreach (var entry in some.ToArray())
                    if (entry[0] != NgramHash.End && (long)entry[1] >= _options.MinCount)
                        words.Add((spelt[entry[0]], (long)entry[1]));
        }

        words.Sort(static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Word.AsSpan().SequenceCompareTo(b.Word));
        await using var file = await context.CreateExtraFileAsync(Folder, cancellation);
        await using (var text = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
        {
            await text.WriteLineAsync("word,count");
            foreach (var (word, count) in words) await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Quoted(Encoding.UTF8.GetString(word))},{count}"));
        }

        var table = (await context.CommitExtraAsync(file, Folder, Extension, cancellation)).Name;
        var occurrences = words.Sum(w => w.Count);
        await using var output = context.CreateOutput<Document>();
        var summary = string.Create(CultureInfo.InvariantCulture, $"{words.Count} different words occur {_options.MinCount} times or more, {occurrences} times together.");
        var record = new Document(context.Stage, Utf8Text.From(summary), context.Stage) { Notes = new Notes([NoteValue.Of(table), NoteValue.Of((long)words.Count), NoteValue.Of(occurrences)]) }.CountTokens(context.TokenCounter);
        context.Tally.Out(record.Tokens);
        await output.WriteAsync(record, cancellation);
        await output.CommitAsync(cancellation);
    }

    private static string Quoted(string word) => word.AsSpan().IndexOfAny(",\"\t") < 0 ? word : $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
