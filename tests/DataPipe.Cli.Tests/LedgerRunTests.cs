using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>Pipelines with a ledger and a budget, against the simulated teacher behind its own server.</summary>
public sealed class LedgerRunTests
{
    private const string Key = "sk-ledger-run-secret-0123456789";

    [Fact]
    public async Task A_budget_stops_a_run_that_a_higher_one_ends_and_a_second_run_asks_nobody()
    {
        using var server = Tool.Start(Tool.Root, "teacher", "serve", "--port", "0");
        try
        {
            var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
            using var folder = new TemporaryFolder();
            var stopped = await RunAsync(folder, endpoint, "first", "budget.max-cost-per-run=0.01");
            Assert.Equal(1, stopped.ExitCode);
            Assert.Contains("DP5006", stopped.Error, StringComparison.Ordinal);
            Assert.Contains("'max-cost-per-run' allows 0.01 USD", stopped.Error, StringComparison.Ordinal);
            Assert.InRange(await CostAsync(folder), 0.0001, 0.01);

            var ended = await RunAsync(folder, endpoint, "first", "budget.max-cost-per-run=5");
            Assert.True(ended.ExitCode == 0, ended.Error);
            var (asked, paidTwice) = await AskedAsync(endpoint);
            // What was under way when the budget stopped the run came to its end, and was served when the run went on.
            Assert.Equal(0, paidTwice);
            Assert.Equal(asked, await AnswersAsync(folder));

            var again = await RunAsync(folder, endpoint, "second", "seed=42");
            Assert.True(again.ExitCode == 0, again.Error);
            Assert.Equal((asked, paidTwice), await AskedAsync(endpoint));

            server.Kill();
            await server.WaitForExitAsync();
            var replayed = await RunAsync(folder, endpoint, "third", "ledger.replay=true");
            Assert.True(replayed.ExitCode == 0, replayed.Error);
            Assert.Equal(Shards(folder, "second"), Shards(folder, "third"));

            var miss = await RunAsync(folder, endpoint, "fourth", "ledger.replay=true", "seed=7");
            Assert.Equal(1, miss.ExitCode);
            Assert.Contains("DP5007", miss.Error, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
                Assert.DoesNotContain(Key, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
        finally
        {
            if (!server.HasExited) server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Terms_that_forbid_training_refuse_a_teacher_before_the_first_call()
    {
        using var folder = new TemporaryFolder();
        var refused = await RunAsync(folder, "http://127.0.0.1:9/v1", "run", "terms.policy=train-allowed", "teachers.teacher.terms={outputs-may-train: forbidden, url: \"https://example.org/terms\"}");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("DP5000", refused.Error, StringComparison.Ordinal);
        Assert.Contains("terms-override", refused.Error, StringComparison.Ordinal);
    }

    private static Task<Tool.Outcome> RunAsync(TemporaryFolder folder, string endpoint, string run, params string[] sets) => Tool.RunAsync(
        [
            "run", "pipelines/self-instruct.yaml", "--run", folder.Of(run), "--set", "params.instructions=20", "--set", $"ledger.folder={folder.Of("ledger")}",
            "--set", $"teachers.teacher={{kind: openai, model: simulated-1, endpoint: \"{endpoint}\", price: {{input: 1, output: 2}}}}", .. sets.SelectMany(s => new[] { "--set", s }),
        ]);

    private static async Task<JsonNode> LedgerAsync(TemporaryFolder folder) =>
        JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", folder.Of("ledger"), "--json")).Output)!;

    private static async Task<double> CostAsync(TemporaryFolder folder) =>
        (await LedgerAsync(folder))["calls"]!.AsArray().Sum(c => double.Parse(c!["cost"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<int> AnswersAsync(TemporaryFolder folder) => (await LedgerAsync(folder))["calls"]!.AsArray().Sum(c => c!["answers"]!.GetValue<int>());

    private static async Task<(int Answered, int PaidTwice)> AskedAsync(string endpoint)
    {
        using var client = new HttpClient();
        var stats = JsonNode.Parse(await client.GetStringAsync(new Uri(new Uri(endpoint), "/stats")))!;
        return (stats["requests"]!["by_outcome"]!["answered"]!.GetValue<int>(), stats["prompts"]!["paid_more_than_once"]!.GetValue<int>());
    }

    private static string Shards(TemporaryFolder folder, string run) => string.Join(' ', Directory
        .EnumerateFiles(folder.Of(run, "sft"), "*.parquet").Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))));
}
