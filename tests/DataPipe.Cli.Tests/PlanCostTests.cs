using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataPipe.Cli.Costing;
using DataPipe.Core.Stages;

namespace DataPipe.Cli.Tests;

/// <summary>What <c>plan</c> says that teachers will cost, against what they did cost.</summary>
public sealed class PlanCostTests
{
    [Theory]
    [InlineData("self-instruct", "sft", "params.instructions=20")]
    [InlineData("preferences", "preferences", "stages.preferences.with.answers=3")]
    public async Task The_bound_before_a_run_holds_for_what_it_asks_and_the_ledger_mends_the_expectation(string pipeline, string stage, string set)
    {
        using var server = Tool.Start(Tool.Root, "teacher", "serve", "--port", "0");
        try
        {
            var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
            using var folder = new TemporaryFolder();
            var teacher = $"{{kind: openai, model: simulated-1, endpoint: \"{endpoint}\", price: {{input: 1, output: 2}}}}";
            string[] With(string verb, params string[] more) =>
                [verb, $"pipelines/{pipeline}.yaml", "--run", folder.Of("run"), "--set", $"teachers.teacher={teacher}", "--set", $"ledger.folder={folder.Of("ledger")}", "--set", set,
                    .. pipeline == "preferences" ? new[] { "--set", $"teachers.judge={teacher}" } : [], .. more];

            var plan = JsonNode.Parse((await Tool.SucceedAsync(With("plan", "--json"))).Output)!;
            Assert.False(Directory.Exists(folder.Of("ledger")));
            var asks = plan["asks"]!.AsArray();
            Assert.All(asks, a => Assert.Equal((stage, true, null), (a!["stage"]!.GetValue<string>(), a["simulated"]!.GetValue<bool>(), a["mean_output_tokens"])));

            await Tool.SucceedAsync(With("run"));
            var asked = await AskedAsync(endpoint);
            var calls = JsonNode.Parse((await Tool.SucceedAsync("ledger", "show", folder.Of("ledger"), "--json")).Output)!["calls"]!.AsArray();
            var (cost, tokens) = (calls.Sum(c => Amount(c!["cost"])), calls.Sum(c => c!["input_tokens"]!.GetValue<long>() + c["output_tokens"]!.GetValue<long>()));
            Assert.InRange(asked, 1, asks.Sum(a => a!["requests_at_most"]!.GetValue<long>()));
            Assert.InRange(tokens, 1, asks.Sum(a => a!["tokens_at_most"]!.GetValue<long>()));
            Assert.InRange(cost, 0.0001m, asks.Sum(a => Amount(a!["cost_at_most"])));
            Assert.All(asks, a => Assert.InRange(Amount(a!["cost_expected"]), 0, Amount(a["cost_at_most"])));

            // Done stages ask nothing; another seed asks again, and the length of answers is known then.
            Assert.Empty(JsonNode.Parse((await Tool.SucceedAsync(With("plan", "--json"))).Output)!["asks"]!.AsArray());
            var again = JsonNode.Parse((await Tool.SucceedAsync(With("plan", "--json", "--set", "seed=7"))).Output)!["asks"]!.AsArray();
            Assert.All(again, a => Assert.True(a!["mean_output_tokens"]!.GetValue<double>() > 0));
            var (guessed, learnt) = (asks.Sum(a => Amount(a!["cost_expected"])), again.Sum(a => Amount(a!["cost_expected"])));
            Assert.InRange(learnt, cost / 4, cost * 4);
            Assert.Empty(JsonNode.Parse((await Tool.SucceedAsync(With("plan", "--json", "--set", "seed=7", "--set", "ledger.replay=true"))).Output)!["asks"]!.AsArray());
            Assert.True(Math.Abs(learnt - cost) < Math.Abs(guessed - cost), $"guessed {guessed}, by the ledger {learnt}, was {cost}");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task The_table_shows_requests_and_cost_and_warns_of_a_cap_that_will_be_passed()
    {
        using var folder = new TemporaryFolder();
        var plan = (await Tool.SucceedAsync(
            "plan", "pipelines/self-instruct.yaml", "--run", folder.Of("run"), "--set", "teachers.teacher={kind: openai, model: gpt-4o-mini}", "--set", "budget.max-cost-per-run=0.0001")).Output;
        Assert.Matches(@"stage\s+teacher\s+asks for\s+requests expected\s+at most\s+tokens expected\s+at most\s+cost expected\s+at most\s+currency", plan);
        Assert.Matches(@"sft\s+teacher \(gpt-4o-mini\)\s+task lists\s+\d+\s+64\s+[\d,]+\s+[\d,]+\s+0\.\d+\s+0\.\d+\s+USD", plan);
        Assert.Contains("budget: 'max-cost-per-run' allows the run 0.0001 USD; expected ", plan, StringComparison.Ordinal);
        Assert.Contains("warning: the expectation passes 'max-cost-per-run'", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", (await Tool.SucceedAsync(
            "plan", "pipelines/self-instruct.yaml", "--run", folder.Of("run"), "--set", "teachers.teacher={kind: openai, model: gpt-4o-mini}", "--set", "budget.max-cost-per-run=100")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_price_says_how_to_give_one_and_simulated_teachers_say_so()
    {
        using var folder = new TemporaryFolder();
        var plan = (await Tool.SucceedAsync(
            "plan", "pipelines/preferences.yaml", "--run", folder.Of("run"), "--set", "teachers.judge={kind: openai, model: of-our-own, endpoint: \"http://127.0.0.1:9/v1\"}")).Output;
        Assert.Matches(@"judge \(of-our-own\)\s+judgements\s+288\s+288\s+[\d,]+\s+[\d,]+\s+unknown\s+unknown\s+unknown", plan);
        Assert.Contains("the price of of-our-own at 127.0.0.1:9 is unknown: give teacher 'judge' a 'price'", plan, StringComparison.Ordinal);
        Assert.Matches(@"teacher \(simulated\)\s+answers\s+24\s+96", plan);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(50, 97)]
    [InlineData(501.5, 1000)]
    public void Short_answers_do_not_hide_the_length_of_long_ones(double mean, double level)
    {
        AskPlan[] asks = [Ask(3), Ask(1000)];
        Assert.Equal(level, AnswerLength.Level(asks, mean), 6);
        Assert.Equal(mean, asks.Average(a => Math.Min(a.MaxTokens, level)), 6);

        static AskPlan Ask(int maxTokens) => new("teacher", "words", new AskVolume(10, 1, 1), new AskVolume(10, 1, 1), maxTokens, 1);
    }

    private static async Task<int> AskedAsync(string endpoint)
    {
        using var client = new HttpClient();
        return JsonNode.Parse(await client.GetStringAsync(new Uri(new Uri(endpoint), "/stats")))!["requests"]!["by_outcome"]!["answered"]!.GetValue<int>();
    }

    private static decimal Amount(JsonNode? text) => decimal.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);
}
