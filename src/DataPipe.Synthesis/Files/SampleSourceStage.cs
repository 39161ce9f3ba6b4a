using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Files;

/// <summary>Reads JSONL files of the outside world into samples, one task a file: a bad line is a counted warning with its place, and so is a task that repeats one of the file (it stays); a file without any good line a fault.</summary>
/// <param name="files">The files.</param>
/// <param name="steps">What follows.</param>
/// <param name="read">Samples of one line; a <see cref="FormatException"/> says what is wrong with it.</param>
internal sealed class SampleSourceStage(IReadOnlyList<InputFile> files, ChainPlan steps, Func<JsonElement, IReadOnlyList<Sample>> read) : IPreviewStage<Sample>
{
    private const string PhaseName = "read";

    public DatasetSchema Output => steps.Output;

    public bool CanPreview => steps.Count == 0;

    public static IStage Create(IReadOnlyList<FilePattern> patterns, IStageSetup setup, Func<JsonElement, IReadOnlyList<Sample>> read)
    {
        if (patterns.Count == 0) setup.Faults.Add("DP1209", "'files' names no file", setup.At("files"));
        return new SampleSourceStage(
            setup.Files(patterns, "files"), ChainPlan.Build(DatasetSchema.Of(RecordType.Sample), setup.Steps, setup.Faults), read);
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) =>
        [new Phase(PhaseName, [.. files.Select((file, i) => new TaskSpec(PhaseName, i, TaskInput.File(file)))])];

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        await using var flow = new RecordFlow<Sample>(context, steps);
        foreach (var input in task.Inputs) await ReadFileAsync(input.Shard.Name, flow, context, cancellation);
        await flow.CommitAsync(cancellation);
    }

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
        var name = files.FirstOrDefault(f => f.Path == path)?.Name ?? Path.GetFileName(path);
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

                if (!contents.Add(RecordIds.Hash([.. sample.Messages.Select(m => m.Content)])))
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
