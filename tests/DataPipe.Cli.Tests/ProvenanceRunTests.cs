using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>What records and whole datasets tell of the calls that made them, against the simulated teacher behind its own server.</summary>
public sealed class ProvenanceRunTests
{
    [Fact]
    public async Task Records_name_calls_cost_and_use_and_a_run_from_the_ledger_has_the_same_bytes()
    {
        using var server = Tool.Start(Tool.Root, "teacher", "serve", "--port", "0");
        try
        {
            var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
            using var folder = new TemporaryFolder();
            await File.WriteAllTextAsync(folder.Of("made.yaml"), Pipeline(endpoint, folder.Of("ledger")));
            foreach (var run in new[] { "paid", "served" }) await Tool.SucceedAsync("run", folder.Of("made.yaml"), "--run", folder.Of(run));
            Assert.Equal(Shards(folder.Of("paid")), Shards(folder.Of("served")));

            var calls = (await ExportedAsync(folder)).ToDictionary(c => c.Key, c => c.Cost);
            var (sft, pairs) = (await ShowAsync(folder, "sft"), await ShowAsync(folder, "pairs"));
            Assert.Equal("allowed", sft["use"]!["permitted"]!.GetValue<string>());
            Assert.Equal(sft["records"]!.GetValue<long>(), sft["use"]!["records"]!["allowed"]!.GetValue<long>());
            Assert.Equal("forbidden", pairs["use"]!["permitted"]!.GetValue<string>());
            Assert.Equal(pairs["records"]!.GetValue<long>(), pairs["use"]!["records"]!["forbidden"]!.GetValue<long>());
            foreach (var dataset in new[] { sft, pairs })
            {
                var records = dataset["sample"]!.AsArray();
                Assert.Equal(dataset["records"]!.GetValue<int>(), records.Count);
                var total = 0m;
                foreach (var origin in records.Select(r => r!["provenance"]!))
                {
                    var requests = origin["requests"]!.AsArray().Select(r => r!.GetValue<string>()).ToList();
                    var cost = origin["cost"]!.GetValue<decimal>();
                    total += cost;
                    // Instructions, kind and instances; or four answers in one call and every two of them judged in both orders.
                    Assert.InRange(requests.Count, 3, dataset == sft ? 3 : 13);
                    // No more than all that its calls cost; the calls of two instances, or of several instructions, are shared.
                    Assert.InRange(cost, 0.000000001m, requests.Sum(r => calls[r]));
                    Assert.Equal(("USD", "simulated-1"), (origin["currency"]!.GetValue<string>(), origin["model"]!.GetValue<string>()));
                }

                Assert.Equal(total, decimal.Parse(dataset["use"]!["cost"]!["USD"]!.GetValue<string>(), CultureInfo.InvariantCulture));
                Assert.Equal(0, dataset["use"]!["unpriced"]!.GetValue<int>());
            }

            // All that was paid is in what was kept and what was dropped, except for calls that came to no record at all.
            var told = await CostAsync(folder, "sft") + await CostAsync(folder, "sft", "--rejects") + await CostAsync(folder, "pairs") + await CostAsync(folder, "pairs", "--rejects");
            Assert.InRange(told, calls.Values.Sum() * 0.9m, calls.Values.Sum());
            Assert.Contains("training use by the terms of its teachers: forbidden (forbidden", (await Tool.SucceedAsync("show", folder.Of("paid", "pairs"))).Output, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task The_simulated_teacher_without_a_ledger_names_no_call_and_no_cost()
    {
        using var folder = new TemporaryFolder();
        await Tool.SucceedAsync("run", "pipelines/self-instruct.yaml", "--run", folder.Of("paid"), "--set", "params.instructions=5");
        var use = (await ShowAsync(folder, "sft"))["use"]!;
        Assert.Equal(("allowed", 0, 0), (use["permitted"]!.GetValue<string>(), use["cost"]!.AsObject().Count, use["unpriced"]!.GetValue<int>()));
        var seeds = (await ShowAsync(folder, "seeds"))["use"]!;
        Assert.Null(seeds["permitted"]);
        Assert.True(seeds["records"]!["none"]!.GetValue<int>() > 0);
        Assert.All((await ShowAsync(folder, "sft"))["sample"]!.AsArray(), r => Assert.Null(r!["provenance"]!["requests"] ?? r["provenance"]!["cost"]));
    }

    private static string Pipeline(string endpoint, string ledger) =>
        $$"""
        pipeline: made
        seed: 42
        ledger: {folder: "{{ledger}}"}
        teachers:
          teacher: {kind: openai, model: simulated-1, endpoint: "{{endpoint}}", price: {input: 1, output: 2}, terms: {outputs-may-train: allowed, url: "https://example.org/terms"} }
          judge: {kind: openai, model: simulated-1, endpoint: "{{endpoint}}", price: {input: 3, output: 5}, terms: {outputs-may-train: forbidden, url: "https://example.org/terms"} }
        stages:
          seeds: {use: seed-tasks, with: {files: "{{Tool.Of("samples", "seed-tasks.jsonl")}}"} }
          sft:
            use: self-instruct
            from: seeds
            with:
              instructions: 12
              tasks-prompt: "{{Prompt("self-instruct-tasks")}}"
              classification-prompt: "{{Prompt("self-instruct-classification")}}"
              input-first-prompt: "{{Prompt("self-instruct-input-first")}}"
              output-first-prompt: "{{Prompt("self-instruct-output-first")}}"
          pairs:
            use: preferences
            from: sft
            with: {answer-prompt: "{{Prompt("answer")}}", judge-prompt: "{{Prompt("pairwise-judge")}}"}
        """;

    private static string Prompt(string name) => Tool.Of("pipelines", "prompts", $"{name}.md");

    private static async Task<JsonNode> ShowAsync(TemporaryFolder folder, string dataset, params string[] more) =>
        JsonNode.Parse((await Tool.SucceedAsync(["show", folder.Of("paid", dataset), "--sample", "1000", "--json", .. more])).Output)!;

    private static async Task<decimal> CostAsync(TemporaryFolder folder, string dataset, params string[] more) =>
        decimal.Parse((await ShowAsync(folder, dataset, more))["use"]!["cost"]!["USD"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<(string Key, decimal Cost)>> ExportedAsync(TemporaryFolder folder)
    {
        await Tool.SucceedAsync("ledger", "export", folder.Of("ledger"), folder.Of("calls.jsonl"));
        return (await File.ReadAllLinesAsync(folder.Of("calls.jsonl")))
            .Select(line => JsonNode.Parse(line)!)
            .GroupBy(call => call["key"]!.GetValue<string>())
            .Select(call => (call.Key, call.Sum(c => decimal.Parse(c["cost"]!.ToString(), CultureInfo.InvariantCulture))));
    }

    private static SortedDictionary<string, string> Shards(string run) => new(
        RunSnapshot.Of(run).Where(f => f.Key.EndsWith(".parquet", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value), StringComparer.Ordinal);
}
