using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;

namespace DataPipe.Execution.Tests.Support;

/// <summary>A catalogue for pipelines of tests: sources, a stage of three phases, a stage with a resource, and some steps.</summary>
internal static class TestStages
{
    public static Catalogue Of(Probe probe) => Catalogue.Merge(StreamCatalogue.Entries, new Catalogue(
        [
            StageEntry.Source<NumbersOptions>("numbers", 1, "Makes numbered documents.", RecordType.Document, (options, setup) => new NumbersStage(options, setup, probe)),
            StageEntry.Source<LinesOptions>("lines", 1, "Makes a document of every line of some files.", RecordType.Document, (options, setup) => new LinesStage(options, setup, probe)),
            StageEntry.Source<LinesOptions>("samples", 1, "Makes samples.", RecordType.Sample, (_, setup) => new StreamStage<Sample>(ChainPlan.Build(DatasetSchema.Of(RecordType.Sample), setup.Steps, setup.Faults))),
            StageEntry.Transform<UniqueOptions>("unique", 1, "Keeps the first document of every text: sign, gather, drop.", (1, 1), RecordType.Document, RecordType.Document, false,
                (options, setup) => new UniqueStage(options, setup, probe)),
            StageEntry.Transform<AskOptions>("ask", 1, "Uses a teacher.", (1, 2), RecordType.Document, RecordType.Document, true, (options, setup) =>
            {
                setup.Resource<TeacherOptions>("teachers", options.Teacher, "teacher");
                if (options.Prompt is not null) setup.ReadText(options.Prompt, "prompt");
                return new StreamStage<Document>(ChainPlan.Build(setup.Inputs[0].Schema, setup.Steps, setup.Faults));
            }),
        ],
        [
            StepEntry.Of<Document, EveryOptions>("drop-every", 1, "Drops every n-th document.", [new("counted-out")], options => new DropEvery(options.N)),
            StepEntry.Of<Document, FuseOptions>("explode", 1, "Throws on some documents.", [], options => new Explode(options.On)),
            StepEntry.Of<Document, NoOptions>("length", 1, "Measures.", [], _ => new Length()).Adding(new NoteColumn("length_bytes", NoteType.Integer, "Bytes.")),
            StepEntry.Of<Document, ListedOptions>("listed", 1, "Keeps documents whose text is in a file.", [new("unlisted")], (options, scope) => new Listed(options, scope, probe)),
            StepEntry.Of<Sample, NoOptions>("sample-step", 1, "For samples.", [], _ => new object()),
        ],
        [new ResourceEntry("teachers", "Teachers.", typeof(TeacherOptions), ["concurrency", "timeout"])])
        {
            Presets = [new PresetEntry("pair", "Two steps.", "# Two steps.\n- use: drop-every\n  with: {n: 3}\n- length\n")],
        });

    internal sealed record NoOptions;

    internal sealed record NumbersOptions
    {
        [Range(0, 1000)] public int Tasks { get; init; } = 3;

        [Range(0, 100_000)] public int Records { get; init; } = 20;

        public string Word { get; init; } = "number";

        public bool Waits { get; init; }
    }

    internal sealed record LinesOptions
    {
        [Required] public IReadOnlyList<FilePattern> Paths { get; init; } = [];
    }

    internal sealed record ListedOptions
    {
        [Required] public FilePattern? File { get; init; }
    }

    internal sealed record UniqueOptions
    {
        public bool IgnoreCase { get; init; }
    }

    internal sealed record AskOptions
    {
        [Required] public string Teacher { get; init; } = "";

        public FilePattern? Prompt { get; init; }
    }

    internal sealed record TeacherOptions
    {
        public string Model { get; init; } = "small";

        [Range(1, 64)] public int Concurrency { get; init; } = 4;

        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    }

    internal sealed record EveryOptions
    {
        [Range(1, 1000)] public int N { get; init; } = 5;
    }

    internal sealed record FuseOptions
    {
        public string On { get; init; } = "never";
    }

    private sealed class DropEvery(int n) : IFilter<Document>
    {
        public Verdict Judge(Document record) => Verdict.DropIf(int.Parse(record.Id.AsSpan(record.Id.LastIndexOf('-') + 1), CultureInfo.InvariantCulture) % n == 0, new DropReason("counted-out"));
    }

    private sealed class Listed : IFilter<Document>, IPreparedStep
    {
        private readonly IReadOnlyList<StepFile> _found;
        private readonly IStepFiles _files;
        private readonly Probe _probe;
        private HashSet<string>? _lines;

        public Listed(ListedOptions options, StepScope scope, Probe probe)
        {
            (_files, _probe) = (scope.Files, probe);
            _found = options.File is { } file ? scope.Files.Find(file.Pattern, file.Folder) : [];
            if (options.File is not null && _found.Count == 0) scope.Faults.Add("DP2001", $"no file '{options.File.Pattern}'", scope.At);
        }

        public void Prepare() => _lines = _files.Share(_found[0].Path, () =>
        {
            _probe.Loads++;
            using var reader = new StreamReader(_files.Open(_found[0]));
            var lines = reader.ReadToEnd().Split('\n');
            return lines[0] == "broken" ? throw new Core.Faults.FaultException("DP1266", $"{_found[0].Name} is broken", null) : lines.ToHashSet();
        });

        public Verdict Judge(Document record) => Verdict.DropIf(!_lines!.Contains(record.Text.ToString()), new DropReason("unlisted"));
    }

    private sealed class Explode(string on) : IFilter<Document>
    {
        public Verdict Judge(Document record) => record.Id == on ? throw new FormatException("boom") : Verdict.Keep;
    }

    private sealed class Length : IAnnotator<Document>
    {
        public void Measure(Document record, Span<NoteValue> notes) => notes[0] = NoteValue.Of((long)record.Text.LengthBytes);
    }

    private sealed class NumbersStage(NumbersOptions options, IStageSetup setup, Probe probe) : IStage
    {
        private readonly ChainPlan _steps = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), setup.Steps, setup.Faults);

        public DatasetSchema Output => _steps.Output;

        public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => [new Phase("make", [.. Enumerable.Range(0, options.Tasks).Select(i => new TaskSpec("make", i))]) { Waits = options.Waits }];

        public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
        {
            await using var flow = new RecordFlow<Document>(context, _steps);
            await probe.EnterAsync(context, task, cancellation);
            for (var i = 0; i < options.Records; i++)
                await flow.OfferAsync(new Document($"{context.Stage}-{task.Index}-{i}", Utf8Text.From($"{options.Word} {i % 7} of many"), context.Stage), cancellation);
            await probe.LeaveAsync(context, task, cancellation);
            await flow.CommitAsync(cancellation);
        }
    }

    private sealed class LinesStage(LinesOptions options, IStageSetup setup, Probe probe) : IStage
    {
        private readonly ChainPlan _steps = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), setup.Steps, setup.Faults);
        private readonly IReadOnlyList<InputFile> _files = setup.Files(options.Paths, "paths");

        public DatasetSchema Output => _steps.Output;

        public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => [new Phase("read", [.. _files.Select((f, i) => new TaskSpec("read", i, TaskInput.File(f)))])];

        public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
        {
            await probe.EnterAsync(context, task, cancellation);
            await using var flow = new RecordFlow<Document>(context, _steps);
            using var reader = new StreamReader(await context.OpenFileAsync(task.Inputs[0].Shard.Name, cancellation));
            var name = Path.GetFileName(task.Inputs[0].Shard.Name);
            for (var line = 0; await reader.ReadLineAsync(cancellation) is { } text; line++)
                await flow.OfferAsync(new Document($"{name}-{line}", Utf8Text.From(text), "lines"), cancellation);
            await flow.CommitAsync(cancellation);
        }
    }

    private sealed class UniqueStage(UniqueOptions options, IStageSetup setup, Probe probe) : IStage
    {
        private readonly DatasetSchema _schema = setup.Inputs[0].Schema;

        public DatasetSchema Output => _schema;

        public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
        {
            var shards = inputs[0].Shards;
            return
            [
                new Phase("sign", [.. shards.Select((s, i) => new TaskSpec("sign", i, new TaskInput(0, s)))]),
                new Phase("gather", [new TaskSpec("gather", 0, [], new Dictionary<string, string> { ["shards"] = $"{shards.Count}" })]),
                new Phase("drop", [.. shards.Select((s, i) => new TaskSpec("drop", i, new TaskInput(0, s)))]),
            ];
        }

        public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
        {
            await probe.EnterAsync(context, task, cancellation);
            if (task.Phase == "sign") await SignAsync(task, context, cancellation);
            else if (task.Phase == "gather") await GatherAsync(int.Parse(task.Arguments["shards"], CultureInfo.InvariantCulture), context, cancellation);
            else await DropAsync(task, context, cancellation);
        }

        private string KeyOf(Document document) => options.IgnoreCase ? document.Text.ToString().ToUpperInvariant() : document.Text.ToString();

        private async Task SignAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
        {
            var text = new StringBuilder();
            // Names of which one begins with another: they must not be taken for each other.
            await using var copies = context.CreateWork<Document>("ids-copies", _schema);
            await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
                for (var i = 0; i < batch.Count; i++)
                {
                    text.Append(batch[i].Id).Append('\t').Append(KeyOf(batch[i])).Append('\n');
                    await copies.WriteAsync(batch[i], cancellation);
                }

            await copies.CommitAsync(cancellation);
            await WriteAsync(context, "ids", text, cancellation);
        }

        private async Task GatherAsync(int shards, ITaskContext context, CancellationToken cancellation)
        {
            HashSet<string> seen = [];
            var text = new StringBuilder();
            for (var shard = 0; shard < shards; shard++)
            {
                foreach (var line in await ReadAsync(context, Assert.Single(context.FindWork("sign", shard, "ids")), cancellation))
                    if (!seen.Add(line[(line.IndexOf('\t') + 1)..]))
                        text.Append(line.AsSpan(0, line.IndexOf('\t'))).Append('\n');
                var copied = 0L;
                foreach (var work in context.FindWork("sign", shard, "ids-copies"))
                    await foreach (var batch in context.ReadWorkAsync<Document>(work, _schema, cancellation))
                        copied += batch.Count;
                Assert.True(copied > 0);
            }

            await WriteAsync(context, "doubles", text, cancellation);
        }

        private async Task DropAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
        {
            HashSet<string> doubles = [.. await ReadAsync(context, Assert.Single(context.FindWork("gather", 0, "doubles")), cancellation)];
            await using var flow = new RecordFlow<Document>(context, ChainPlan.Build(_schema, [], new Core.Faults.FaultList()));
            await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
                for (var i = 0; i < batch.Count; i++)
                    if (doubles.Contains(batch[i].Id)) await flow.DropAsync(batch[i], "unique", new DropReason("double"), cancellation);
                    else await flow.OfferAsync(batch[i], cancellation);
            await flow.CommitAsync(cancellation);
        }

        private static async Task WriteAsync(ITaskContext context, string name, StringBuilder text, CancellationToken cancellation)
        {
            await using var file = await context.CreateWorkFileAsync(cancellation);
            await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            await context.CommitWorkAsync(file, name, cancellation);
        }

        private static async Task<string[]> ReadAsync(ITaskContext context, Shard work, CancellationToken cancellation)
        {
            using var reader = new StreamReader(await context.OpenWorkAsync(work, cancellation));
            return (await reader.ReadToEndAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
