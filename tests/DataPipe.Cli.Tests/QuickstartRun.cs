using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>One uninterrupted run of the quickstart that many tests look at.</summary>
public sealed class QuickstartRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Of("run");

    internal Tool.Outcome Outcome { get; private set; } = null!;

    public async Task InitializeAsync() => Outcome = await Tool.SucceedAsync("run", "pipelines/quickstart.yaml", "--run", Folder);

    internal JsonObject Receipt(string stage) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, stage, "dataset.json")))!["receipt"]!.AsObject();

    internal IReadOnlyList<string> Shards(string stage) => [.. Receipt(stage)["shards"]!.AsArray().Select(s => Path.Combine(Folder, stage, s!["name"]!.GetValue<string>()))];

    internal long Records(string stage) => Receipt(stage)["shards"]!.AsArray().Sum(s => s!["records"]!.GetValue<long>());

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
