using System.Text.Json;

namespace DataPipe.Cli.Tests;

/// <summary><c>explain</c> and <c>whatif</c> on the filters of the samples.</summary>
public sealed class WhatIfTests(WhatIfTests.FiltersRun run) : IClassFixture<WhatIfTests.FiltersRun>
{
    public sealed class FiltersRun : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Of(string name) => _folder.Of("run", name);

        public string Folder => _folder.Of("run");

        public string Other => _folder.Of("other");

        public async Task InitializeAsync() => await Tool.SucceedAsync("run", "pipelines/filters.yaml", "--run", Folder);

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();
    }

    [Fact]
    public async Task Marks_decide_again_as_a_run_with_that_option_does()
    {
        var whatIf = await JsonAsync("whatif", run.Of("all"), "--set", "gopher-quality.MinAlphabeticWordFraction=0.7", "--set", "c4.min-sentences=null", "--json");
        await Tool.SucceedAsync("run", "pipelines/filters.yaml", "--run", run.Other, "--set", "stages.web.steps.gopher-quality.with.min-alphabetic-word-fraction=0.7", "--set", "stages.web.steps.c4.with.min-sentences=null");
        var status = await JsonAsync("status", run.Other, "--json");
        var web = status.GetProperty("datasets").EnumerateArray().Single(d => d.GetProperty("stage").GetString() == "web");
        Dictionary<string, long> ran = web.GetProperty("tally").GetProperty("dropped").EnumerateArray().ToDictionary(d => $"{d.GetProperty("step").GetString()} {d.GetProperty("reason").GetString()}", d => d.GetProperty("records").GetInt64());
        Dictionary<string, long> decided = whatIf.GetProperty("outcomes").EnumerateArray().Where(o => o.GetProperty("outcome").GetString() == "dropped" && o.GetProperty("records_after").GetInt64() > 0)
            .ToDictionary(o => $"{o.GetProperty("step").GetString()} {o.GetProperty("reason").GetString()}", o => o.GetProperty("records_after").GetInt64());
        Assert.NotEmpty(ran);
        Assert.Equal(ran.OrderBy(r => r.Key, StringComparer.Ordinal), decided.OrderBy(d => d.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_change_the_funnel_is_that_of_the_run_and_drops_leave_nothing_undecided()
    {
        var whatIf = await JsonAsync("whatif", run.Of("web"), "--json");
        Assert.All(whatIf.GetProperty("outcomes").EnumerateArray(), o => Assert.Equal(o.GetProperty("records_before").GetInt64(), o.GetProperty("records_after").GetInt64()));
        Assert.Equal(102, whatIf.GetProperty("outcomes").EnumerateArray().Sum(o => o.GetProperty("records_before").GetInt64()));
        var loosened = await JsonAsync("whatif", run.Of("web"), "--set", "gopher-quality.min-alphabetic-word-fraction=null", "--json");
        Assert.Contains(loosened.GetProperty("outcomes").EnumerateArray(), o => o.GetProperty("outcome").GetString() == "undecided" && o.GetProperty("step").GetString() == "c4");
    }

    [Fact]
    public async Task A_dropped_document_is_explained_by_every_signal_beside_its_limit()
    {
        var rejects = await JsonAsync("show", run.Of("web"), "--rejects", "below-alphabetic-fraction", "--sample", "1", "--json");
        var id = rejects.GetProperty("sample")[0].GetProperty("id").GetString()!;
        var explained = await JsonAsync("explain", run.Of("web"), id[..12], "--json");
        Assert.Equal((id, false, "gopher-quality"), (explained.GetProperty("id").GetString(), explained.GetProperty("kept").GetBoolean(), explained.GetProperty("dropped_by").GetString()));
        var rules = explained.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("step").GetString() == "gopher-quality").GetProperty("rules").EnumerateArray().ToArray();
        var failed = rules.First(r => r.GetProperty("fails").GetBoolean());
        Assert.Equal("below-alphabetic-fraction", failed.GetProperty("reason").GetString());
        Assert.True(failed.GetProperty("value").GetDouble() < 0.8);
        Assert.Contains("not reached", (await Tool.SucceedAsync("explain", run.Of("web"), id)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DP1222", "whatif", "web", "--set", "gopher-quality.min-words")]
    [InlineData("DP1222", "whatif", "web", "--set", "gopher.min-words=1")]
    [InlineData("DP1223", "whatif", "web", "--set", "gopher-quality.words=whitespace")]
    [InlineData("DP1003", "whatif", "web", "--set", "gopher-quality.min-word=1")]
    [InlineData("DP1005", "whatif", "web", "--set", "gopher-quality.min-words=-1")]
    [InlineData("DP1222", "whatif", "pages", "--set", "gopher-quality.min-words=1")]
    [InlineData("DP1225", "explain", "web", "no-such-id")]
    public async Task Mistakes_are_told(string code, string verb, string dataset, params string[] more)
    {
        var outcome = await Tool.RunAsync([verb, run.Of(dataset), .. more]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(params string[] args) => JsonDocument.Parse((await Tool.SucceedAsync(args)).Output).RootElement;
}
