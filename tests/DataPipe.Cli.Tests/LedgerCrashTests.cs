using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>
/// Kill -9 of a run that asks a limited, slow and faulty server, again and again: nothing lost, nothing paid again but what was under way.
/// Bounded here; DATAPIPE_LONG_TESTS=1 makes it ten kills over 10,000 requests at 6,000 a minute.
/// </summary>
public sealed class LedgerCrashTests
{
    private const int Concurrency = 16;

    // Four answers in one request, and twelve verdicts on two of them in both orders, but for answers that are alike.
    private const int RequestsPerPrompt = 12;

    // Each breaks a connection or a body; none of them is an answer that a pipeline would take.
    private static readonly string[] Faults = ["429", "429-silent", "500", "502", "503", "529", "reset", "drip", "invalid-json", "duplicate-id"];

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Fact]
    public async Task Killed_again_and_again_a_run_asks_for_everything_once_and_ends_in_the_same_bytes()
    {
        var (kills, prompts, perMinute) = IsLong ? (10, 800, 6_000) : (3, 24, 30_000);
        using var folder = new TemporaryFolder();
        var questions = Questions(folder, prompts);
        using var server = Tool.Start(Tool.Root, [
            "teacher", "serve", "--port", "0", "--seed", "3", "--requests-per-minute", perMinute.ToString(CultureInfo.InvariantCulture), "--latency", "30ms", "--latency-p95", "120ms", "--drip", "200ms",
            .. Faults.SelectMany(fault => new[] { "--fault", $"{fault}=0.01" })]);
        try
        {
            var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
            var stats = new Uri(new Uri(endpoint), "/stats");
            using var client = new HttpClient();
            var random = new Random(13);
            // Where in the run, not when: a slow machine is killed there too.
            for (var kill = 0; kill < kills; kill++)
            {
                var until = RequestsPerPrompt * prompts * 0.95 * (kill + random.NextDouble()) / kills;
                await KillAtAsync(Command(folder, questions, endpoint, "killed", "ledger"), async () => (await GetAsync(client, stats))["requests"]!["total"]!.GetValue<int>() >= until);
            }

            var ended = await Tool.RunAsync(Command(folder, questions, endpoint, "killed", "ledger"));
            Assert.True(ended.ExitCode == 0, ended.Error);

            var sums = await GetAsync(client, stats);
            var served = (await GetAsync(client, new Uri(stats, "/stats/prompts"))).AsArray();
            var show = JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", folder.Of("ledger"), "--json")).Output)!;
            var asked = sums["prompts"]!["asked"]!.GetValue<int>();
            Assert.True(asked >= RequestsPerPrompt * prompts, $"{asked} requests differ");
            Assert.Equal(asked, show["requests"]!.GetValue<int>());
            Assert.Equal(0, sums["prompts"]!["never_answered"]!.GetValue<int>());
            // What a fault spoilt was paid for and asked again: only the rest was paid for in vain because of a kill.
            var spoilt = Outcomes(sums, "reset") + Outcomes(sums, "invalid-json");
            var again = served.Sum(prompt => prompt!["paid"]!.GetValue<int>()) - asked - spoilt;
            Console.WriteLine($"{kills} kills: {asked} requests differ, {sums["requests"]!["total"]} sent, {spoilt} spoilt by faults, {again} paid again for {kills * Concurrency} that may have been under way");
            Assert.InRange(again, 0, kills * Concurrency);
            Assert.DoesNotContain(show["damage"]!.AsArray(), damage => !damage!["torn_tail"]!.GetValue<bool>());
            var verified = JsonNode.Parse((await Tool.SucceedAsync("ledger", "verify", folder.Of("ledger"), "--json")).Output)!;
            Assert.True(verified["sound"]!.GetValue<bool>());
            Assert.Equal(show["answers"]!.GetValue<int>(), verified["answers"]!.GetValue<int>());

            var undisturbed = await Tool.RunAsync(Command(folder, questions, endpoint, "undisturbed", "another-ledger"));
            Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);
            Assert.Equal(Shards(folder, "undisturbed"), Shards(folder, "killed"));
            var other = JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", folder.Of("another-ledger"), "--json")).Output)!;
            Assert.Equal(other["requests"]!.GetValue<int>(), asked);
            Assert.Equal(other["answers"]!.GetValue<int>(), show["answers"]!.GetValue<int>());
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static string Questions(TemporaryFolder folder, int prompts) => folder.Write("prompts.jsonl", string.Concat(Enumerable.Range(0, prompts).Select(i => string.Create(
        CultureInfo.InvariantCulture, $$"""{"id": "q{{i}}", "prompt": "Why does a train of {{i + 2}} wagons need longer to stop than one of {{i + 1}}?", "category": "explanation"}{{'\n'}}"""))));

    private static string[] Command(TemporaryFolder folder, string questions, string endpoint, string run, string ledger)
    {
        var teacher = $"{{kind: openai, model: simulated-1, endpoint: \"{endpoint}\", api-key-variable: null, max-concurrency: {Concurrency}, max-attempts: 20, first-backoff: 50ms, request-timeout: 20s, price: {{input: 1, output: 2}}}}";
        return
        [
            "run", "pipelines/preferences.yaml", "--run", folder.Of(run), "--set", $"ledger.folder={folder.Of(ledger)}", "--set", $"params.prompts={questions}",
            "--set", $"teachers.teacher={teacher}", "--set", $"teachers.judge={teacher}",
        ];
    }

    private static async Task KillAtAsync(string[] command, Func<Task<bool>> isTime)
    {
        using var process = Tool.Start(Tool.Root, command);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!process.HasExited && !await isTime()) await tick.WaitForNextTickAsync();
        var hadEnded = process.HasExited;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Assert.False(hadEnded, $"the run ended with {process.ExitCode} before it was to be killed:\n{await error}\n{await output}");
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, Uri address) => JsonNode.Parse(await client.GetStringAsync(address))!;

    private static int Outcomes(JsonNode sums, string outcome) => sums["requests"]!["by_outcome"]![outcome]?.GetValue<int>() ?? 0;

    private static string Shards(TemporaryFolder folder, string run) => string.Join('\n', Directory
        .EnumerateFiles(folder.Of(run), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder.Of(run), file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
