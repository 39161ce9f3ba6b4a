using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Warc;

namespace DataPipe.Curation.Sources;

/// <summary>
/// Reads the pages of WARC, WET and ARC files as documents of HTML or plain text in UTF-8: one task a file. Records that hold no page of the wanted kind are
/// dropped and counted by reason; damage costs the record it is in and is a warning with its offset.
/// </summary>
public sealed class WarcStage : IStage
{
    /// <summary>Name in pipelines.</summary>
    public const string Name = "warc";

    /// <summary>Name of its only phase, and of the step that its own drops are counted under.</summary>
    public const string PhaseName = "read";

    // A response is its page, perhaps in chunks, and a header.
    private const long MaxOverheadBytes = 1 << 20;

    private readonly WarcOptions _options;
    private readonly IReadOnlyList<InputFile> _files;
    private readonly ChainPlan _steps;

    /// <summary>Checks the options; mistakes go to the setup's faults.</summary>
    public WarcStage(WarcOptions options, IStageSetup setup)
    {
        _options = options;
        _files = InputFiles.Find(options.Files, setup);
        _steps = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), setup.Steps, setup.Faults);
        if (options.Source.Length == 0) setup.Faults.Add("DP1102", "the option 'source' is empty: name the source", setup.At("source"));
        if (options.MimeTypes.Count == 0) setup.Faults.Add("DP1103", "the option 'mime-types' is empty, so no page would be kept", setup.At("mime-types"));
        foreach (var type in options.MimeTypes)
            if (!type.Contains('/', StringComparison.Ordinal) || type.Contains(';', StringComparison.Ordinal))
                setup.Faults.Add("DP1103", $"'{type}' is no media type: write it like text/html, without parameters", setup.At("mime-types"));
        if (options.Statuses.Count == 0) setup.Faults.Add("DP1104", "the option 'statuses' is empty, so no page would be kept", setup.At("statuses"));
        foreach (var status in options.Statuses)
            if (status is < 100 or > 599)
                setup.Faults.Add("DP1104", $"{status.ToString(CultureInfo.InvariantCulture)} is no HTTP status code: they go from 100 to 599", setup.At("statuses"));
    }

    /// <summary>Makes the stage for the catalogue.</summary>
    public static IStage Create(WarcOptions options, IStageSetup setup) => new WarcStage(options, setup);

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
        var limits = new WarcReaderOptions { MaxRecordBytes = _options.MaxPageBytes * 2L + MaxOverheadBytes };
        await using var reader = new WarcReader(await context.OpenFileAsync(path, cancellation), name, limits);
        var pages = new WarcPages(_options);
        long records = 0, advanced = 0;
        while (await NextAsync(reader, path, cancellation) is { } record)
        {
            records++;
            PassWarnings(reader, path, context);
            if (record.Type == WarcRecordType.Continuation)
                context.Warn("warc-segmented", string.Create(CultureInfo.InvariantCulture, $"{name} at offset {record.Offset}: a further segment of a record that was cut up; the page it belongs to is not whole"));
            if (WarcPages.IsCapture(record)) await TakeAsync(record, pages, name, flow, context, cancellation);
            context.Advance(reader.CompressedPosition - advanced);
            advanced = reader.CompressedPosition;
        }

        PassWarnings(reader, path, context);
        context.Advance(reader.CompressedPosition - advanced);
        if (records == 0) throw NotAnArchive(path, "none of it could be read", null);
    }

    private void PassWarnings(WarcReader reader, string path, ITaskContext context)
    {
        if (WarcWarnings.Pass(reader, context) is { } truncated && _options.Truncated == TruncatedFile.Stop) throw TruncatedFileFault.Of(path, truncated);
    }

    private static ValueTask TakeAsync(WarcRecord record, WarcPages pages, string name, RecordFlow<Document> flow, ITaskContext context, CancellationToken cancellation)
    {
        var verdict = pages.Read(record, out var document);
        if (pages.Problem is { } problem)
            context.Warn("http-malformed", string.Create(CultureInfo.InvariantCulture, $"{name} at offset {record.Offset}: {problem}"));
        return verdict.IsDrop ? flow.DropAsync(document, PhaseName, verdict.Reason, cancellation) : flow.OfferAsync(document, cancellation);
    }

    private static async ValueTask<WarcRecord?> NextAsync(WarcReader reader, string path, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (WarcException notWarc)
        {
            throw NotAnArchive(path, notWarc.Message, notWarc);
        }
    }

    private static FaultException NotAnArchive(string path, string cause, Exception? inner) =>
        new("DP2010", $"{path} holds no WARC record: {cause}. Take it out of 'files', or fetch it again if it should be an archive", inner);
}
