using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Execution.Local;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;
using DataPipe.Storage;
using DataPipe.Storage.Local;

namespace DataPipe.Execution.Tests.Support;

/// <summary>A run folder with a pipeline beside it, in a temporary folder: real files, real receipts.</summary>
internal sealed class Run : IDisposable
{
    /// <summary>Two sources, a filter, a stage of three phases: enough for everything that can go wrong between stages.</summary>
    public const string Pipeline = """
        pipeline: test
        stages:
          web:
            use: numbers
            with: {tasks: 4, records: 20}
          more:
            use: numbers
            with: {tasks: 2, records: 10, word: item}
          kept:
            use: stream
            from: [web, more]
            steps: [length, {use: drop-every, with: {n: 5}}]
          unique:
            use: unique
            from: kept
        """;

    private readonly string _folder;
    private readonly bool _isOwner;

    /// <summary>In a new temporary folder, or in one that is there.</summary>
    public Run(string? folder = null)
    {
        _isOwner = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("datapipe-execution-").FullName;
        Store = new LocalStore(Folder);
    }

    public Probe Probe { get; } = new();

    public Seen Seen { get; } = new();

    public string Text { get; set; } = Pipeline;

    public IReadOnlyList<string> Sets { get; set; } = [];

    public int Workers { get; set; } = 2;

    public IStore Store { get; set; }

    /// <summary>Folder of the datasets.</summary>
    public string Folder => Path.Combine(_folder, "run");

    public void Dispose()
    {
        if (_isOwner) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Writes a file of the outside world, beside the pipeline.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public BoundPipeline Bind() => new PipelineBinder(TestStages.Of(Probe), new LocalInputFiles(), "bytes-v1").Bind(Source());

    public PipelineSource Source() => new("test.yaml", Text, _folder, _folder, Sets, name => name == "FOUR" ? "4" : null);

    public BoundStage Stage(string name) => Bind().Stages.First(s => s.Name == name);

    public TaskSetting Setting(BoundPipeline pipeline) => new(pipeline, Store, new RecordFormats(), new LocalInputFiles(), new ByteCounter(), TimeProvider.System);

    public Task<IReadOnlyList<DatasetReceipt>> RunAsync() => RunAsync(CancellationToken.None);

    public Task<IReadOnlyList<DatasetReceipt>> RunAsync(CancellationToken cancellation)
    {
        var setting = Setting(Bind());
        return new RunDriver(setting, new LocalExecutor(new TaskRunner(setting), Workers), Seen).RunAsync(cancellation);
    }

    public async Task<Fault> FailAsync() => (await Assert.ThrowsAsync<FaultException>(() => RunAsync())).Faults[0];

    public Task<IReadOnlyList<StagePlan>> PlanAsync() => RunPlan.OfAsync(Bind(), Store, CancellationToken.None);

    /// <summary>Keys of all files, hidden and unfinished ones included.</summary>
    public IReadOnlyList<string> Files() => [.. Store.List("").Select(f => f.Key)];

    public string PathOf(string key) => Path.Combine(Folder, key);

    public string OneFile(string prefix) => Assert.Single(Store.List(prefix)).Key;

    /// <summary>Every file with the hash of its content, except the seconds of receipts.</summary>
    public IReadOnlyDictionary<string, string> Contents()
    {
        SortedDictionary<string, string> contents = new(StringComparer.Ordinal);
        foreach (var key in Files())
        {
            var bytes = File.ReadAllBytes(PathOf(key));
            contents[key] = key.EndsWith(".json", StringComparison.Ordinal) ? Timeless(bytes) : Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        return contents;
    }

    /// <summary>Last write time of every file below a prefix.</summary>
    public IReadOnlyDictionary<string, DateTime> Times(string prefix) =>
        Store.List(prefix).ToDictionary(f => f.Key, f => File.GetLastWriteTimeUtc(PathOf(f.Key)));

    public async Task<IReadOnlyList<Document>> ReadAsync(DatasetReceipt dataset)
    {
        List<Document> records = [];
        foreach (var shard in dataset.Shards)
            await foreach (var batch in new RecordFormats().ReadAsync<Document>(Store, $"{dataset.Stage}/{shard.Name}", dataset.Schema, CancellationToken.None))
                records.AddRange(batch.Records);
        return records;
    }

    private static string Timeless(byte[] json)
    {
        var envelope = JsonNode.Parse(json)!.AsObject();
        envelope.Remove("checksum");
        var receipt = envelope["receipt"]!.AsObject();
        Assert.True(receipt.Remove("seconds") || receipt.Remove("task_seconds"));
        return envelope.ToJsonString();
    }

    private sealed class ByteCounter : ITokenCounter
    {
        public string Name => "bytes-v1";

        public long Count(ReadOnlySpan<byte> utf8) => utf8.Length;
    }
}
