using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>
/// A run of Self-Instruct on the simulated teacher, killed at many moments: the same set, no call paid twice, and what <c>plan</c> said it would ask. Bounded here; DATAPIPE_LONG_TESTS=1 makes it 2,000 instructions
/// from 175 seeds and ten kills.
/// </summary>
public sealed class InstructionCrashTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Fact]
    public async Task A_killed_run_ends_in_the_same_set_pays_no_call_twice_and_was_foretold()
    {
        var (instructions, kills) = IsLong ? (2000, 10) : (300, 3);
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.Of("seeds.jsonl"), Seeds(175));
        string[] With(string verb, string run, string ledger, params string[] more) =>
        [
            verb, "pipelines/self-instruct.yaml", "--run", folder.Of(run), "--set", $"ledger.folder={folder.Of(ledger)}", "--set", $"params.seeds={folder.Of("seeds.jsonl")}",
            "--set", $"params.instructions={instructions}", "--set", "stages.sft.with.rounds=100", "--set", "stages.sft.with.prompts-per-round=20", .. more,
        ];

        // The seeds are read first, as plan says what depends on them only then; no teacher is asked for that.
        var asks = JsonNode.Parse((await Tool.SucceedAsync(With("plan", "reference", "reference-ledger", "--json"))).Output)!["asks"]!.AsArray();
        var reference = await Tool.SucceedAsync(With("run", "reference", "reference-ledger"));
        var (calls, tokens) = await CallsAsync(folder.Of("reference-ledger"));
        var (foretold, foretoldTokens) = (asks.Sum(a => a!["requests_expected"]!.GetValue<long>()), asks.Sum(a => a!["tokens_expected"]!.GetValue<long>()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{instructions} instructions: {calls} calls and {tokens} tokens; plan said {foretold} and {foretoldTokens} ({Off(foretold, calls):P1} and {Off(foretoldTokens, tokens):P1} off)"));
        if (IsLong) Assert.True(Math.Abs(Off(foretold, calls)) < 0.1 && Math.Abs(Off(foretoldTokens, tokens)) < 0.1, $"plan said {foretold} calls and {foretoldTokens} tokens; there were {calls} and {tokens}");

        var expected = RunSnapshot.Of(folder.Of("reference"));
        Assert.NotEmpty(expected);
        var (random, killed) = (new Random(3), 0);
        for (var i = 0; i < kills; i++)
            if (await Tool.KillAfterAsync(reference.Elapsed * (0.1 + 0.8 * (i + random.NextDouble()) / kills), With("run", $"killed-{i}", $"ledger-{i}"))) killed++;
        for (var i = 0; i < kills; i++)
        {
            await Tool.SucceedAsync(With("run", $"killed-{i}", $"ledger-{i}"));
            Assert.Equal(expected, RunSnapshot.Of(folder.Of($"killed-{i}")));
            Assert.Equal((calls, tokens), await CallsAsync(folder.Of($"ledger-{i}")));
        }

        Console.WriteLine($"{killed} of {kills} runs were killed; all ended in the same set with the same {calls} calls");
        Assert.True(killed >= kills - 1, $"only {killed} of {kills} runs were still running when they were to be killed");

        static double Off(long said, long was) => ((double)said - was) / was;
    }

    // Every line that is paid for stands in the ledger: a call that was paid twice would stand there twice.
    private static async Task<(long Calls, long Tokens)> CallsAsync(string ledger)
    {
        var calls = JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", ledger, "--json")).Output)!["calls"]!.AsArray();
        return (calls.Sum(c => c!["answers"]!.GetValue<long>() + c["non_answers"]!.GetValue<long>()), calls.Sum(c => c!["input_tokens"]!.GetValue<long>() + c["output_tokens"]!.GetValue<long>()));
    }

    // The sample's seeds, and made-up ones up to as many as Self-Instruct has.
    private static IEnumerable<string> Seeds(int count)
    {
        string[] verbs = ["Describe", "Compare", "Summarise", "Explain", "List", "Rank", "Invent", "Outline", "Draft", "Predict", "Defend", "Estimate", "Rephrase"];
        string[] things = ["a wooden bridge", "the tides at night", "an honest salesman", "two rival bakeries", "the rules of chess", "a broken clock", "the smell of rain", "a city without cars", "the price of onions", "a shy dragon"];
        string[] ways = ["for a child of eight", "in exactly four sentences", "as a dialogue", "with numbers only", "from the view of a judge", "and give your reasons", "so that it fits on a card"];
        var seeds = File.ReadAllLines(Tool.Of("samples", "seed-tasks.jsonl")).Where(l => l.Length > 0).ToList();
        for (var i = 0; seeds.Count < count; i++)
            seeds.Add(JsonSerializer.Serialize(new { id = $"made-{i}", name = "made", instruction = $"{verbs[i % 13]} {things[i * 7 % 10]} {ways[i * 3 % 7]}.", instances = new[] { new { input = "", output = "Done as asked." } }, is_classification = false }));
        return seeds;
    }
}
