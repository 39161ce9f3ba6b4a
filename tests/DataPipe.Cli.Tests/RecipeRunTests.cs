using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>Every recipe of the tree, end to end on the simulated teacher.</summary>
public sealed class RecipeRunTests
{
    private static readonly string[] Curation = ["decontaminate", "pretraining", "quickstart", "semantic", "snapshot", "substrings"];

    /// <summary>The pipelines that make samples or preferences; those of curation have tests of their own.</summary>
    public static TheoryData<string> Pipelines { get; } =
        [.. Directory.EnumerateFiles(Tool.Of("pipelines"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Except(Curation).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_recipe_runs_as_planned_and_its_records_are_valid(string name)
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
        var stages = plan["stages"]!.AsArray().Select(s => s!["stage"]!.GetValue<string>()).ToList();
        foreach (var stage in stages)
        {
            var receipt = JsonNode.Parse(await File.ReadAllTextAsync(folder.Of("run", stage, "dataset.json")))!["receipt"]!;
            var tally = receipt["tally"]!;
            Assert.True(tally["records_out"]!.GetValue<long>() > 0, $"{stage} is empty");
            if (receipt["record"]?.GetValue<string>() is not ("sample" or "preference") and not null) continue;
            var shown = JsonNode.Parse((await Tool.SucceedAsync("show", folder.Of("run", stage), "--json", "--sample", "100000")).Output)!["sample"]!.AsArray();
            Assert.Equal(tally["records_out"]!.GetValue<long>(), shown.Count);
            var kind = shown[0]!.AsObject().ContainsKey("chosen") ? "preference" : shown[0]!.AsObject().ContainsKey("messages") ? "sample" : "document";
            using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Tool.Of("schemas", $"{kind}.schema.json")));
            foreach (var record in shown)
            {
                using var json = JsonDocument.Parse(record!.ToJsonString());
                Assert.Null(RecordCheck.FaultOf(schema.RootElement, json.RootElement, stage));
                if (json.RootElement.TryGetProperty("provenance", out var origin) && origin.TryGetProperty("teacher", out var teacher) && teacher.GetString()!.StartsWith("simulated/", StringComparison.Ordinal))
                    Assert.True(origin.GetProperty("simulated").GetBoolean());
            }
        }

        // A second plan finds nothing left to ask.
        var again = JsonNode.Parse((await Tool.SucceedAsync(["plan", .. command, "--json"])).Output)!;
        Assert.All(again["stages"]!.AsArray(), s => Assert.Equal("done", s!["state"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("unnatural", "tasks", "make-1", "keep-1")]
    [InlineData("evol-instruct", "evolved", "make")]
    [InlineData("personas", "instructions", "make-1", "keep-1")]
    public Task A_recipe_killed_in_any_phase_ends_in_the_same_bytes(string name, string stage, params string[] phases) =>
        PhaseKills.EndInTheSameBytesAsync(stage, phases, "run", $"pipelines/{name}.yaml", "--workers", "1");
}
