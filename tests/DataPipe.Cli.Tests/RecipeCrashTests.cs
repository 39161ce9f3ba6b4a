using System.Globalization;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>
/// Recipes with a ledger on disk, killed and gone on with: the same records, and no call paid twice. And what <c>plan</c> says of each stage once a small run in another ledger has taught it how long answers are: calls
/// within 10 %, tokens within 12 %. Four recipes and one kill each; DATAPIPE_LONG_TESTS=1 makes it all recipes, larger, and five kills each.
/// </summary>
public sealed class RecipeCrashTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    // What is made, and what a pilot makes; evaluated work (code) is left out, as not every machine isolates it.
    private static readonly Dictionary<string, (string[] Run, string[] Pilot)> Recipes = new()
    {
        ["alpaca"] = (["params.instructions=600", "stages.sft.with.rounds=100"], ["params.instructions=60"]),
        ["evol-instruct"] = ([], []),
        ["orca"] = ([], []),
        ["magpie"] = (["params.instructions=800"], ["params.instructions=60"]),
        ["personas"] = (["params.per-cell=6", "stages.instructions.with.rounds=100"], ["params.per-cell=2"]),
        ["grounded"] = ([], []),
        ["multi-turn"] = ([], []),
        ["preferences"] = ([], []),
        ["unnatural"] = (["params.instructions=300", "stages.tasks.with.rounds=100"], ["params.instructions=40"]),
        ["imitation"] = ([], []),
        ["collection"] = ([], []),
        ["chain-of-thought"] = ([], []),
    };

    public static TheoryData<string> Names { get; } = [.. IsLong ? Recipes.Keys.ToArray() : ["evol-instruct", "personas", "multi-turn", "preferences"]];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_killed_run_pays_no_call_twice_and_every_stage_was_foretold(string name)
    {
        var (kills, recipe) = (IsLong ? 5 : 1, Recipes[name]);
        using var folder = new TemporaryFolder();
        string[] With(string verb, string run, string ledger, string[] values, params string[] more) =>
            [verb, $"pipelines/{name}.yaml", "--run", folder.Of(run), "--set", $"ledger.folder={folder.Of(ledger)}", .. values.SelectMany(v => new[] { "--set", v }), .. more];

        var values = IsLong ? recipe.Run : recipe.Pilot;
        await Tool.SucceedAsync(With("run", "pilot", "pilot-ledger", recipe.Pilot, "--set", "seed=7"));
        await Tool.SucceedAsync(With("run", "reference", "ledger", values));
        var expected = RunSnapshot.Of(folder.Of("reference"));
        var paid = await CallsAsync(folder.Of("ledger"));
        var whole = BytesOf(folder.Of("ledger"));
        var random = new Random(name.Length);
        var killed = 0;
        for (var i = 0; i < kills; i++)
        {
            var (run, ledger) = ($"killed-{i}", $"ledger-{i}");
            // Where in the run, not when: a slow machine is killed there too.
            var until = whole * (0.05 + (0.9 * (i + (0.5 * random.NextDouble())) / kills));
            if (await PhaseKills.KillWhenAsync(() => BytesOf(folder.Of(ledger)) >= until, With("run", run, ledger, values))) killed++;
            await Tool.SucceedAsync(With("run", run, ledger, values));
            Assert.Equal(expected, RunSnapshot.Of(folder.Of(run)));
            Assert.Empty(RunSnapshot.Strays(folder.Of(run)));
            // Every call that is paid for stands in the ledger: one that was paid twice would stand there twice.
            Assert.Equal(paid, await CallsAsync(folder.Of(ledger)));
        }

        // A stage is planned when what it reads is there: each is taken away again, the last one first.
        var stages = JsonNode.Parse((await Tool.SucceedAsync(With("plan", "reference", "pilot-ledger", values, "--json"))).Output)!["stages"]!.AsArray().Select(s => s!["stage"]!.GetValue<string>());
        foreach (var stage in stages.Reverse().Where(paid.ContainsKey))
        {
            Directory.Delete(folder.Of("reference", stage), recursive: true);
            var asks = JsonNode.Parse((await Tool.SucceedAsync(With("plan", "reference", "pilot-ledger", values, "--json"))).Output)!["asks"]!.AsArray().Where(a => a!["stage"]!.GetValue<string>() == stage).ToList();
            var (calls, tokens) = (asks.Sum(a => Count(a!, "answers_expected")), asks.Sum(a => Count(a!, "tokens_expected")));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}, {stage}: {calls} calls and {tokens} tokens planned, {paid[stage].Calls} and {paid[stage].Tokens} asked ({Off(calls, paid[stage].Calls):P1}, {Off(tokens, paid[stage].Tokens):P1}); {killed} of {kills} killed"));
            // At the size of the samples a round more or less is much: pools are held to it at the larger size alone.
            if (!IsLong && Math.Abs(calls - paid[stage].Calls) <= 8) continue;
            Assert.True(Math.Abs(Off(calls, paid[stage].Calls)) <= 0.1 && Math.Abs(Off(tokens, paid[stage].Tokens)) <= 0.12, $"{name}, {stage}: plan said {calls} calls and {tokens} tokens; there were {paid[stage]}");
        }

        Assert.True(killed >= Math.Max(1, kills - 1), $"only {killed} of {kills} runs were still running when they were to be killed");
    }

    private static long BytesOf(string ledger) => Directory.Exists(ledger) ? new DirectoryInfo(ledger).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0) : 0;

    private static long Count(JsonNode ask, string name) => ask[name]?.GetValue<long>() ?? 0;

    private static double Off(long said, long was) => ((double)said - was) / was;

    private static async Task<SortedDictionary<string, (long Calls, long Tokens)>> CallsAsync(string ledger)
    {
        var calls = JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", ledger, "--json")).Output)!["calls"]!.AsArray();
        SortedDictionary<string, (long Calls, long Tokens)> stages = new(StringComparer.Ordinal);
        foreach (var stage in calls.GroupBy(c => c!["stage"]!.GetValue<string>(), StringComparer.Ordinal))
            stages[stage.Key] = (stage.Sum(c => c!["answers"]!.GetValue<long>() + c["non_answers"]!.GetValue<long>()), stage.Sum(c => c!["input_tokens"]!.GetValue<long>() + c["output_tokens"]!.GetValue<long>()));
        return stages;
    }
}
