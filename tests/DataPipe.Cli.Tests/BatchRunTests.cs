using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>Pipelines whose teachers are asked by batch, against the simulated teacher behind its own server.</summary>
public sealed class BatchRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<System.Diagnostics.Process> _servers = [];
    private string _port = "0";

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("preferences", "preferences")]
    [InlineData("self-instruct", "sft")]
    public async Task By_batch_and_one_by_one_the_same_answers_make_the_same_bytes(string pipeline, string stage)
    {
        var endpoint = await ServeAsync();
        await SucceedAsync(Command("run", pipeline, endpoint, "online", "online-ledger", batch: null, price: "{input: 1, output: 2}"));
        var online = await AskedAsync(endpoint);
        await SucceedAsync(Command("run", pipeline, endpoint, "batched", "batched-ledger", batch: "{}", price: "{input: 1, output: 2}"));
        Assert.Equal(Shards("online"), Shards("batched"));
        Assert.NotEmpty(Shards("batched"));
        var batched = await AskedAsync(endpoint);
        Assert.Equal(2 * online.Answered, batched.Answered);
        // Each phase and wave of questions is one batch, however many tasks ask; a slow machine may make two of one.
        Assert.InRange(await BatchesAsync(endpoint), 1, 12);

        // How answers come is no part of what is made: nothing runs again, and the ledger serves both ways.
        var plan = JsonNode.Parse((await SucceedAsync([.. Command("plan", pipeline, endpoint, "batched", "batched-ledger", batch: null, price: "{input: 1, output: 2}"), "--json"])).Output)!;
        Assert.Equal("done", plan["stages"]!.AsArray().Single(s => s!["stage"]!.GetValue<string>() == stage)!["state"]!.GetValue<string>());
        await SucceedAsync(Command("run", pipeline, endpoint, "again", "batched-ledger", batch: null, price: "{input: 1, output: 2}"));
        Assert.Equal(batched, await AskedAsync(endpoint));
        Assert.Equal(Shards("online"), Shards("again"));
    }

    [Fact]
    public async Task Plan_ledger_budget_and_provenance_have_the_price_of_batches()
    {
        var endpoint = await ServeAsync();
        const string Price = "{input: 1, output: 2, batch-input: 0.5, batch-output: 1}";
        string[] With(string verb, string? batch) => Command(verb, "preferences", endpoint, "run", "ledger", batch, Price);
        var dear = JsonNode.Parse((await SucceedAsync([.. With("plan", null), "--json"])).Output)!["asks"]!.AsArray();
        var cheap = JsonNode.Parse((await SucceedAsync([.. With("plan", "{}"), "--json"])).Output)!["asks"]!.AsArray();
        Assert.Equal(dear.Select(a => Amount(a!["cost_expected"]) / 2), cheap.Select(a => Amount(a!["cost_expected"])));
        Assert.Equal(dear.Select(a => Amount(a!["cost_at_most"])), cheap.Select(a => Amount(a!["cost_at_most"])));
        Assert.All(cheap, a => Assert.True(a!["by_batch"]!.GetValue<bool>()));
        Assert.Contains("by batch", (await SucceedAsync(With("plan", "{}"))).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("by batch", (await SucceedAsync(With("plan", "{deadline: 10m}"))).Output, StringComparison.Ordinal);

        await SucceedAsync([.. With("run", "{}"), "--set", "budget.max-cost-per-run=1"]);
        var show = JsonNode.Parse((await SucceedAsync(["ledger", "show", _folder.Of("ledger"), "--json"])).Output)!;
        var call = show["calls"]!.AsArray().Single()!;
        var cost = (call["input_tokens"]!.GetValue<long>() * 0.5m + call["output_tokens"]!.GetValue<long>() * 1m) / 1_000_000;
        Assert.Equal(cost, Amount(call["cost"]));
        Assert.Contains(cost.ToString(CultureInfo.InvariantCulture), (await SucceedAsync(["ledger", "show", _folder.Of("ledger")])).Output, StringComparison.Ordinal);
        var budget = (await SucceedAsync(["ledger", "show", _folder.Of("ledger")])).Output.Split('\n').Single(line => line.StartsWith("budget:", StringComparison.Ordinal));
        Assert.Contains(cost.ToString(CultureInfo.InvariantCulture), budget, StringComparison.Ordinal);
        var use = JsonNode.Parse((await SucceedAsync(["show", _folder.Of("run", "preferences"), "--json"])).Output)!["use"]!;
        Assert.InRange(decimal.Parse(use["cost"]!["USD"]!.GetValue<string>(), CultureInfo.InvariantCulture), 0.0001m, cost);
    }

    [Fact]
    public async Task Killed_again_and_again_it_uploads_submits_and_pays_nothing_twice_and_ends_in_the_same_bytes()
    {
        var endpoint = await ServeAsync("--batch-time", "1500ms");
        string[] Run(string run, string ledger) => [.. Command("run", "preferences", endpoint, run, ledger, "{}", "{input: 1, output: 2}"), "--set", "budget.max-cost-per-run=5"];
        var (done, random) = (0, new Random(5));
        for (var kill = 0; kill < 6; kill++)
        {
            using var process = Tool.Start(Tool.Root, Run("killed", "ledger"));
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            // Before a batch is there, while one is under way, and while its answers are taken in.
            var until = (await CallsAsync(endpoint)) + 1 + random.Next(5);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (!process.HasExited && await CallsAsync(endpoint) < until) await tick.WaitForNextTickAsync();
            if (process.HasExited) done++;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        Assert.InRange(done, 0, 3);
        await SucceedAsync(Run("killed", "ledger"));
        var asked = await AskedAsync(endpoint);
        Assert.Equal((0, 0), (asked.More, asked.Never));
        // One for the answers and one for the judgements, whatever was killed; a slow machine may make two of one. No file was uploaded for nothing.
        var batches = await BatchesAsync(endpoint);
        Assert.InRange(batches, 2, 8);
        Assert.Equal(batches, await CountAsync(endpoint, "files?purpose=batch&limit=100"));
        await SucceedAsync(Run("undisturbed", "another-ledger"));
        Assert.Equal(Shards("undisturbed"), Shards("killed"));
        var (killed, undisturbed) = (await BudgetAsync("ledger"), await BudgetAsync("another-ledger"));
        Assert.Equal(undisturbed.Replace("run undisturbed", "run killed", StringComparison.Ordinal), killed);
    }

    [Fact]
    public async Task Expired_refused_and_partial_batches_are_repaired_one_by_one_with_the_same_bytes()
    {
        // One after the other at one address, which belongs to a request as its model does.
        var calm = await ServeAsync();
        await SucceedAsync(Command("run", "preferences", calm, "calm", "calm-ledger", batch: null, price: "{input: 0, output: 0}"));
        var rough = await ServeAsync("--fault", "hang=0.1", "--fault", "503=0.1", "--fault", "reset=0.05", "--hang", "20ms");
        await SucceedAsync(Command("run", "preferences", rough, "rough", "rough-ledger", "{}", "{input: 0, output: 0}"));
        Assert.Equal(calm, rough);
        var late = await ServeAsync("--batch-time", "1h");
        await SucceedAsync(Command("run", "preferences", late, "late", "late-ledger", "{deadline: 3s, min-batch-time: 1s, online-requests-per-minute: 60000}", "{input: 0, output: 0}"));
        Assert.Equal(Shards("calm"), Shards("rough"));
        Assert.Equal(Shards("calm"), Shards("late"));
        Assert.InRange(await BatchesAsync(late), 1, 8);
    }

    [Fact]
    public async Task A_wrong_key_a_refused_batch_and_a_kind_without_batches_end_in_one_line()
    {
        var nobody = await Tool.RunAsync(Command("run", "preferences", "http://127.0.0.1:9/v1", "nobody", "ledger-1", "{max-attempts: 2}", "{input: 1, output: 2}"));
        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("'endpoint'", nobody.Error, StringComparison.Ordinal);
        var kind = await Tool.RunAsync("check", "pipelines/preferences.yaml", "--set", "teachers.judge={kind: anthropic, model: m, batch: {}}");
        Assert.Equal(2, kind.ExitCode);
        Assert.Contains("DP5000", kind.Error, StringComparison.Ordinal);
        Assert.Contains("Take 'batch' out", kind.Error, StringComparison.Ordinal);
        var range = await Tool.RunAsync("check", "pipelines/preferences.yaml", "--set", "teachers.judge={kind: openai, model: m, batch: {max-requests: 50001}}");
        Assert.Equal(2, range.ExitCode);
        Assert.Contains("max-requests", range.Error, StringComparison.Ordinal);
    }

    private async Task<string> ServeAsync(params string[] more)
    {
        if (_servers.Count > 0)
        {
            _servers[^1].Kill();
            await _servers[^1].WaitForExitAsync();
        }

        var server = Tool.Start(Tool.Root, ["teacher", "serve", "--port", _port, .. more]);
        _servers.Add(server);
        var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
        _port = new Uri(endpoint).Port.ToString(CultureInfo.InvariantCulture);
        return endpoint;
    }

    private string[] Command(string verb, string pipeline, string endpoint, string run, string ledger, string? batch, string price)
    {
        // Looks and waits are for hours: here seconds do.
        var quick = batch is null ? "" : ", batch: {gather: 300ms, first-poll: 20ms, max-poll: 100ms" + (batch == "{}" ? "}" : ", " + batch[1..]);
        var teacher = $"{{kind: openai, model: simulated-1, endpoint: \"{endpoint}\", api-key-variable: null, price: {price}, first-backoff: 10ms{quick}}}";
        return
        [
            verb, $"pipelines/{pipeline}.yaml", "--run", _folder.Of(run), "--set", $"ledger.folder={_folder.Of(ledger)}", "--set", $"teachers.teacher={teacher}",
            .. pipeline == "preferences" ? new[] { "--set", $"teachers.judge={teacher}", "--set", "stages.preferences.with.prompts-per-task=5", "--set", "stages.preferences.with.answers=3" } : ["--set", "params.instructions=12"],
        ];
    }

    private static async Task<Tool.Outcome> SucceedAsync(string[] args) => await Tool.SucceedAsync(args);

    private static async Task<JsonNode> GetAsync(string endpoint, string path)
    {
        using var client = new HttpClient();
        return JsonNode.Parse(await client.GetStringAsync(new Uri(new Uri(endpoint.TrimEnd('/') + "/"), path)))!;
    }

    private static async Task<(int Answered, int More, int Never)> AskedAsync(string endpoint)
    {
        var stats = await GetAsync(endpoint, "/stats");
        return (stats["requests"]!["by_outcome"]!["answered"]!.GetValue<int>(), stats["prompts"]!["answered_more_than_once"]!.GetValue<int>(), stats["prompts"]!["never_answered"]!.GetValue<int>());
    }

    private static async Task<int> CallsAsync(string endpoint) => (await GetAsync(endpoint, "/stats"))["files_and_batches"]!["requests"]!["total"]!.GetValue<int>();

    private static async Task<int> CountAsync(string endpoint, string path) => (await GetAsync(endpoint, path))["data"]!.AsArray().Count;

    private static Task<int> BatchesAsync(string endpoint) => CountAsync(endpoint, "batches?limit=100");

    private async Task<string> BudgetAsync(string ledger) =>
        (await Tool.SucceedAsync("ledger", "show", _folder.Of(ledger))).Output.Split('\n').Single(line => line.StartsWith("budget:", StringComparison.Ordinal));

    private static decimal Amount(JsonNode? text) => decimal.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);

    private string Shards(string run) => string.Join('\n', Directory
        .EnumerateFiles(_folder.Of(run), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(_folder.Of(run), file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
