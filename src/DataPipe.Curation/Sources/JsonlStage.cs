using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Sources;

/// <summary>
/// Reads JSON Lines files (one JSON object a line, compressed with gzip, Zstandard or bzip2, or not) as documents: one task a file. A line that cannot be read ends the
/// task with its number and offset, or costs itself alone, as <see cref="JsonlOptions.BadLines"/> says.
/// </summary>
public sealed class JsonlStage : IStage
{
    /// <summary>Name in pipelines.</summary>
    public const string Name = "jsonl";

    /// <summary>Name of its only phase, and of the step that its own drops are counted under.</summary>
    public const string PhaseName = "read";

    /// <summary>The record has no text, or none but white space.</summary>
    public static readonly DropReason NoText = new("no-text");

    /// <summary>The column of vectors that a field is read into.</summary>
    public static NoteColumn EmbeddingColumn { get; } = new("embedding", NoteType.Vector, "Embedding of the text as the file holds it.");

    private readonly JsonlOptions _options;
    private readonly IReadOnlyList<InputFile> _files;
    private readonly ChainPlan _steps;

    /// <summary>Checks the options; mistakes go to the setup's faults.</summary>
    public JsonlStage(JsonlOptions options, IStageSetup setup)
    {
        _options = options;
        _files = InputFiles.Find(options.Files, setup);
        _steps = ChainPlan.Build(DatasetSchema.Of(RecordType.Document).With(options.VectorField is null ? [] : [EmbeddingColumn]), setup.Steps, setup.Faults);
        if (options.Source.Length == 0) setup.Faults.Add("DP1102", "the option 'source' is empty: name the source", setup.At("source"));
        if (options.MediaType is not (MediaTypes.Plain or MediaTypes.Html))
            setup.Faults.Add("DP1105", $"'{options.MediaType}' is no media type that a document can have: write text/plain or text/html", setup.At("media-type"));
        CheckField(options.TextField, "text-field", setup);
        CheckField(options.IdField, "id-field", setup);
        CheckField(options.UrlField, "url-field", setup);
        CheckField(options.TitleField, "title-field", setup);
        CheckField(options.LanguageField, "language-field", setup);
        CheckField(options.DateField, "date-field", setup);
        CheckField(options.VectorField, "vector-field", setup);
    }

    /// <summary>Makes the stage for the catalogue.</summary>
    public static IStage Create(JsonlOptions options, IStageSetup setup) => new JsonlStage(options, setup);

    /// <inheritdoc/>
    public DatasetSchema Output => _steps.Output;

    /// <inheritdoc/>
    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => [InputFiles.Plan(PhaseName, _files)];

    /// <inheritdoc/>
    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        await using var flow = new RecordFlow<Document>(context, _steps);
        foreach (var input in task.Inputs) await ReadAsync(input.Shard.Name, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

    private async Task ReadAsync(string path, RecordFlow<Document> flow, ITaskContext context, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        await using var bytes = await ByteSources.OpenAsync(path, name, context, cancellation);
        var lines = new LineReader(bytes, _options.MaxLineBytes);
        var documents = new JsonDocuments(_options);
        long filled = 0, readable = 0, advanced = 0;
        while (await lines.ReadAsync(cancellation))
        {
            context.Advance(bytes.ConsumedBytes - advanced);
            advanced = bytes.ConsumedBytes;
            var line = lines.Line.Span;
            if (lines.Number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
            if (!lines.IsTooLong && line.IndexOfAnyExcept(" \t"u8) < 0) continue;
            filled++;
            if (lines.IsTooLong)
            {
                Warn("line-too-long", string.Create(CultureInfo.InvariantCulture, $"the line is longer than {_options.MaxLineBytes} bytes, see the option max-line-bytes"));
                continue;
            }

            if (documents.Read(line) is not { } document)
            {
                Warn(documents.ProblemKind ?? "json-malformed", documents.Problem);
                continue;
            }

            readable++;
            if (document.Text.Span.IndexOfAnyExcept(" \t\r\n\f"u8) < 0) await flow.DropAsync(document, PhaseName, NoText, cancellation);
            else await flow.OfferAsync(document, cancellation);
        }

        context.Advance(bytes.ConsumedBytes - advanced);
        if (bytes is DecompressedBytes { Truncation: { } truncation } && _options.Truncated == TruncatedFile.Stop) throw TruncatedFileFault.Of(path, truncation);
        if (readable > 0) return;
        if (filled > 0 || bytes is DecompressedBytes { IsDamaged: true })
            throw new FaultException("DP2011", $"{path} holds no readable line of JSON: each line must be one JSON object. Take it out of 'files', or convert it", null);
        throw new FaultException("DP2010", $"{path} holds no record: it is empty. Take it out of 'files', or fetch it again", null);

        void Warn(string kind, string problem)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}:{lines.Number} at offset {lines.Offset}: {problem}");
            if (_options.BadLines == BadLines.Stop) throw new FaultException("DP2012", $"{place}. Mend the line, or go on without such lines with 'bad-lines: skip'", null);
            context.Warn(kind, place);
        }
    }

    private static void CheckField(string? field, string option, IStageSetup setup)
    {
        if (field is not null && (field.Length == 0 || field.StartsWith('.') || field.EndsWith('.') || field.Contains("..", StringComparison.Ordinal)))
            setup.Faults.Add("DP1106", $"'{field}' names no field: write a name, or names with dots between them for inner objects", setup.At(option));
    }
}
