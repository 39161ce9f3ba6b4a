using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Files;

/// <summary>Reads JSONL files of the outside world into samples, one task a file: a bad line is a counted warning with its place, and so is a sample that repeats another, of the file or of another file (it stays); a file without any good line a fault.</summary>
/// <param name="files">The files.</param>
/// <param name="steps">What follows.</param>
/// <param name="read">Samples of one line; a <see cref="FormatException"/> says what is wrong with it.</param>
internal sealed class SampleSourceStage(IReadOnlyList<InputFile> files, ChainPlan steps, Func<JsonElement, IReadOnlyList<Sample>> read) : IPreviewStage<Sample>
{
    private const string PhaseName = "read";

    // Only where there are several: files are read side by side, and what they have in common shows behind them.
    private const string ComparePhase = "compare";

    public DatasetSchema Output => steps.Output;

    public bool CanPreview => steps.Count == 0;

    public static IStage Create(IReadOnlyList<FilePattern> patterns, IStageSetup setup, Func<JsonElement, IReadOnlyList<Sample>> read)
    {
        if (patterns.Count == 0) setup.Faults.Add("DP1209", "'files' names no file", setup.At("files"));
        return new SampleSourceStage(
            setup.Files(patterns, "files"), ChainPlan.Build(DatasetSchema.Of(RecordType.Sample), setup.Steps, setup.Faults), read);
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) =>
    [
        new Phase(PhaseName, [.. files.Select((file, i) => new TaskSpec(PhaseName, i, TaskInput.File(file)))]),
        .. files.Count < 2 ? (Phase[])[] : [new Phase(ComparePhase, [new TaskSpec(ComparePhase, 0, [.. files.Select(TaskInput.File)], new Dictionary<string, string>())])],
    ];

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        if (task.Phase == ComparePhase)
        {
            await CompareAsync(task, context, cancellation);
            return;
        }

        await using var flow = new RecordFlow<Sample>(context, steps);
        foreach (var input in task.Inputs) await ReadFileAsync(input.Shard.Name, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

    // What one file repeats of itself was told when it was read.
    private async Task CompareAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal), contents = new(StringComparer.Ordinal);
        foreach (var input in task.Inputs)
        {
            var name = NameOf(input.Shard.Name);
            HashSet<string> own = new(StringComparer.Ordinal);
            await using var stream = await context.OpenFileAsync(input.Shard.Name, cancellation);
            var lines = new SourceLineReader(stream);
            while (await lines.ReadAsync(cancellation))
            {
                _ = Samples(lines, out var samples);
                foreach (var sample in samples)
                {
                    if (!own.Add(sample.Id)) continue;
                    var place = $"{name}:{lines.Number} (byte {lines.OffsetBytes})";
                    if (!ids.TryAdd(sample.Id, name)) context.Warn("repeated-id", $"{place}: the id '{sample.Id}' stands in {ids[sample.Id]} too; give each file ids of its own, by which their samples can be told apart");
                    var content = ContentOf(sample);
                    if (!contents.TryAdd(content, name) && contents[content] != name) context.Warn("repeated-seed", $"{place}: '{sample.Id}' says the same as one of {contents[content]}, which so counts twice");
                }
            }
        }
    }

    private string NameOf(string path) => files.FirstOrDefault(f => f.Path == path)?.Name ?? Path.GetFileName(path);

    private static string ContentOf(Sample sample) => RecordIds.Hash([.. sample.Messages.Select(m => m.Content)]);

    public async IAsyncEnumerable<Batch<Sample>> PreviewAsync(string path, Func<string, CancellationToken, ValueTask<Stream>> open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await open(path, cancellation);
        var lines = new SourceLineReader(stream);
        while (await lines.ReadAsync(cancellation))
        {
            _ = Samples(lines, out var samples);
            if (samples.Count > 0) yield return new Batch<Sample>([.. samples], samples.Count);
        }
    }

    private async Task ReadFileAsync(string path, RecordFlow<Sample> flow, ITaskContext context, CancellationToken cancellation)
    {
        var name = NameOf(path);
        await using var stream = await context.OpenFileAsync(path, cancellation);
        var lines = new SourceLineReader(stream);
        HashSet<string> ids = new(StringComparer.Ordinal), contents = new(StringComparer.Ordinal);
        string? firstFault = null;
        long done = 0;
        while (await lines.ReadAsync(cancellation))
        {
            context.Advance(lines.EndBytes - done);
            done = lines.EndBytes;
            var place = $"{name}:{lines.Number} (byte {lines.OffsetBytes})";
            if (Samples(lines, out var samples) is { } fault)
            {
                firstFault ??= $"{place}: {fault}";
                context.Warn("malformed-line", $"{place}: {fault}");
            }

            foreach (var sample in samples)
            {
                if (!ids.Add(sample.Id))
                {
                    context.Warn("duplicate-id", $"{place}: the id '{sample.Id}' came before, so this one is passed over");
                    continue;
                }

                if (!contents.Add(ContentOf(sample)))
                    context.Warn("repeated-seed", $"{place}: '{sample.Id}' says the same as one before, which so counts twice");
                await flow.OfferAsync(sample.CountTokens(context.TokenCounter), cancellation);
            }
        }

        if (ids.Count == 0)
            throw new FaultException("DP2011", $"the file '{path}' holds no usable line{(firstFault is null ? ": it is empty" : $"; the first fault: {firstFault}")}", null);
    }

    private string? Samples(SourceLineReader lines, out IReadOnlyList<Sample> samples)
    {
        samples = [];
        if (lines.IsTooLong) return $"the line is longer than {SourceLineReader.MaxLineBytes} bytes";
        try
        {
            using var json = JsonDocument.Parse(lines.Line);
            samples = read(json.RootElement);
            return null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return wrong.Message;
        }
    }
}
