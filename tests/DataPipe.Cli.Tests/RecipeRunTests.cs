using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Cli.Querying;

namespace DataPipe.Cli.Tests;

/// <summary>Every recipe of the tree, end to end on the simulated teacher.</summary>
public sealed class RecipeRunTests
{
    private static readonly string[] Curation = ["decontaminate", "filters", "language-model", "pretraining", "quality", "quickstart", "semantic", "signals", "snapshot", "substrings"];

    /// <summary>The pipelines that make samples or preferences; those of curation have tests of their own.</summary>
    public static TheoryData<string> Pipelines { get; } =
        [.. Directory.EnumerateFiles(Tool.Of("pipelines"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Except(Curation).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_recipe_is_planned_and_runs_and_its_records_are_valid(string name)
    {
        using var folder = new TemporaryFolder();
        string[] command = [$"pipelines/{name}.yaml", "--run", folder.Of("run")];
        var plan = JsonNode.Parse((await Tool.SucceedAsync(["plan", .. command, "--json"])).Output)!;
        var ran = await Tool.RunAsync(["run", .. command]);
        if (ran.ExitCode != 0 && ran.Error.Contains("DP131", StringComparison.Ordinal))
        {
            // Code of a model runs nowhere but in isolation, and not every machine that tests has it.
            Console.WriteLine($"skipped: {ran.Error}");
            return;
        }

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Empty(RunSnapshot.Strays(folder.Of("run")));
        var asks = plan["asks"]!.AsArray();
        Assert.Equal(name is "templates" or "conversations", asks.Count == 0);
        Assert.All(asks, a => Assert.True(a!["requests_at_most"] is null || a["requests_expected"]!.GetValue<long>() is > 0 and var expected && expected <= a["requests_at_most"]!.GetValue<long>(), a!.ToJsonString()));
        var stages = plan["stages"]!.AsArray().Select(s => s!["stage"]!.GetValue<string>()).ToList();
        foreach (var stage in stages)
        {
            var dataset = await DatasetView.OpenAsync(folder.Of("run", stage), rejects: false, CancellationToken.None);
            Assert.True(dataset.Receipt.Tally.RecordsOut > 0, $"{stage} is empty");
            var kind = dataset.Schema.Type.ToString().ToLowerInvariant();
            using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Tool.Of("schemas", $"{kind}.schema.json")));
            long records = 0;
            await foreach (var record in RecordRows.ReadAsync(dataset.Store, dataset.Keys, dataset.Schema, CancellationToken.None))
            {
                records++;
                Assert.Null(RecordCheck.FaultOf(schema.RootElement, record, stage));
                if (record.TryGetProperty("provenance", out var origin) && origin.TryGetProperty("teacher", out var teacher) && teacher.GetString()!.StartsWith("simulated/", StringComparison.Ordinal))
                    Assert.True(origin.GetProperty("simulated").GetBoolean());
            }

            Assert.Equal(dataset.Receipt.Tally.RecordsOut, records);
        }
    }

    [Theory]
    [InlineData("unnatural", "tasks", "make-1", "keep-1")]
    [InlineData("evol-instruct", "evolved", "make")]
    public Task A_recipe_killed_in_any_phase_ends_in_the_same_bytes(string name, string stage, params string[] phases) =>
        PhaseKills.EndInTheSameBytesAsync(stage, phases, "run", $"pipelines/{name}.yaml", "--workers", "1");
}
