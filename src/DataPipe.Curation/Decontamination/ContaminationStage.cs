using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Decontamination;

/// <summary>Reports what records of any type have in common with benchmarks: a dataset with one document a record and benchmark text found in it, whose text is what both have in common.</summary>
public static class ContaminationStage
{
    /// <summary>Its name.</summary>
    public const string Name = "contamination";

    /// <summary>The columns of the report.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("benchmark", NoteType.Text, "Name of the benchmark."),
        new("item", NoteType.Text, "The first item of the benchmark that has the text."),
        new("items", NoteType.Integer, "How many items have it."),
        new("field", NoteType.Text, "Part of the item: passage, question, question-with-answer or answer."),
        new("item_text", NoteType.Text, "The benchmark's text, at most its first 2,000 characters."),
        new("record", NoteType.Text, "Id of the record it was found in."),
        new("part", NoteType.Text, "Where in the record: text, or a message such as messages[1]."),
        new("offset", NoteType.Integer, "Where what is in common begins in that part, in bytes."),
        new("words", NoteType.Integer, "Words of the benchmark's text that are in common n-grams."),
        new("coverage", NoteType.Number, "Their share of its words, 0..1."),
    ];

    /// <summary>Makes the stage for the type of its inputs. Faults: DP1140 to DP1143 and DP1145 for benchmarks and overlap.</summary>
    public static IStage Create(ContaminationOptions options, IStageSetup setup)
    {
        var benchmarks = BenchmarkSet.Of(options.Benchmarks, setup);
        IndexTask.Check(options.Overlap, setup);
        var steps = ChainPlan.Build(new DatasetSchema(RecordType.Document, Columns), setup.Steps, setup.Faults);
        return InputSchema.Common(setup).Type switch
        {
            RecordType.Document => new ContaminationStage<Document>(options, benchmarks, steps),
            RecordType.Sample => new ContaminationStage<Sample>(options, benchmarks, steps),
            _ => new ContaminationStage<Preference>(options, benchmarks, steps),
        };
    }
}

/// <summary>The stage for one record type.</summary>
internal sealed class ContaminationStage<T>(ContaminationOptions options, IReadOnlyList<BenchmarkSet> benchmarks, ChainPlan steps) : IStage where T : class, IRecord<T>
{
    private const string Report = "report";
    private const int MaxTextBytes = 64 << 10;
    private const int ShownItemChars = 2000;

    /// <inheritdoc/>
    public DatasetSchema Output => steps.Output;

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => IndexTask.Plan(benchmarks, Report, inputs);

    /// <inheritdoc/>
    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        IndexTask.Phase => IndexTask.RunAsync(benchmarks, options.Overlap, context, cancellation),
        Report => ReportAsync(task, context, cancellation),
        _ => throw new ArgumentException($"stage '{ContaminationStage.Name}' has no phase '{task.Phase}'", nameof(task)),
    };

    private async Task ReportAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var (needles, index) = await NeedleFile.ReadAsync(IndexTask.Phase, options.Overlap, context, cancellation);
        var search = new ContaminationSearch<T>(needles, index, options.Overlap.MinCoverage);
        await using var flow = new RecordFlow<Document>(context, steps);
        await foreach (var batch in context.ReadAsync<T>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
            {
                context.Tally.In(batch[i].Tokens, batch[i].SizeBytes);
                foreach (var finding in search.Find(batch[i]))
                    await flow.PassAsync(Row(batch[i], finding, search), cancellation);
            }

        await flow.CommitAsync(cancellation);
    }

    private Document Row(T record, Finding finding, ContaminationSearch<T> search)
    {
        var needle = search.Needles[finding.Needle];
        var (benchmark, part) = (benchmarks[needle.Benchmark].Name, search.Parts[finding.Part].Name);
        var offset = search.Runs[finding.FirstRun].Start;
        for (var i = 1; i < finding.Runs; i++) offset = Math.Min(offset, search.Runs[finding.FirstRun + i].Start);
        return new Document($"{record.Id}/{part}/{benchmark}/{finding.Needle}", Utf8Text.From(search.TextOf(finding, MaxTextBytes)), benchmark)
        {
            Url = (record as Document)?.Url,
            Notes = new Notes(
            [
                NoteValue.Of(benchmark), NoteValue.Of(needle.Item), NoteValue.Of((long)needle.Items), NoteValue.Of(needle.FieldName), NoteValue.Of(Shown(needle.Text)),
                NoteValue.Of(record.Id), NoteValue.Of(part), NoteValue.Of((long)offset), NoteValue.Of((long)finding.Words), NoteValue.Of(finding.Coverage),
            ]),
        };
    }

    private static string Shown(string text) =>
        text.Length <= ShownItemChars ? text : text[..(char.IsHighSurrogate(text[ShownItemChars - 1]) ? ShownItemChars - 1 : ShownItemChars)];
}
