using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>Exports as a user makes them: files, the split, the data card, mistakes.</summary>
public sealed class ExportTests(QuickstartRun quickstart) : IClassFixture<QuickstartRun>
{
    [Theory]
    [InlineData("sft", "alpaca", "instruction,input,output")]
    [InlineData("sft", "sharegpt", "conversations")]
    [InlineData("sft", "openai", "messages")]
    [InlineData("sft", "trl-prompt-completion", "prompt,completion")]
    [InlineData("sft", "trl-prompt", "prompt,ground_truth")]
    [InlineData("preferences", "trl-prompt", "prompt,ground_truth")]
    [InlineData("preferences", "trl-preference", "prompt,chosen,rejected")]
    [InlineData("preferences", "trl-unpaired", "prompt,completion,label")]
    [InlineData("preferences", "openai-preference", "input,preferred_output,non_preferred_output")]
    public async Task Every_row_has_the_columns_and_the_split_loses_none(string dataset, string format, string columns)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["export", Path.Combine(quickstart.Folder, dataset), "--format", format, "--validation", "0.3", "--out"];
        var told = JsonNode.Parse((await Tool.SucceedAsync([.. command, folder.Of("a"), "--json"])).Output)!;
        var rows = new[] { "train.jsonl", "validation.jsonl" }.Where(f => File.Exists(folder.Of("a", f))).SelectMany(f => File.ReadLines(folder.Of("a", f))).ToList();
        Assert.Equal(told["files"]!.AsArray().Sum(f => f!["rows"]!.GetValue<int>()), rows.Count);
        Assert.True(rows.Count >= told["records"]!.GetValue<int>() && rows.Count > 5);
        Assert.All(rows, r => Assert.Equal(columns, string.Join(',', JsonDocument.Parse(r).RootElement.EnumerateObject().Select(p => p.Name))));

        // The same again gives the same bytes.
        await Tool.SucceedAsync([.. command, folder.Of("b")]);
        foreach (var file in Directory.EnumerateFiles(folder.Of("a"))) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.Of("b", Path.GetFileName(file))));
        var card = File.ReadAllText(folder.Of("a", "README.md"));
        foreach (var part in new[] { "simulated/simulated-1", "**allowed**", "| seeds | seed-tasks |", "must not be trained" })
            if (dataset == "sft") Assert.Contains(part, card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_has_the_same_rows_and_replaces_lines()
    {
        using var folder = new TemporaryFolder();
        var dataset = Path.Combine(quickstart.Folder, "sft");
        await Tool.SucceedAsync("export", dataset, "--format", "trl-messages", "--out", folder.Path);
        var lines = File.ReadLines(folder.Of("train.jsonl")).Count();
        await Tool.SucceedAsync("export", dataset, "--format", "trl-messages", "--reasoning", "field", "--parquet", "--out", folder.Path);
        Assert.False(File.Exists(folder.Of("train.jsonl")));
        var shown = JsonNode.Parse((await Tool.SucceedAsync("show", folder.Of("train.parquet"), "--json", "--sample", "1")).Output)!;
        Assert.Equal(lines, shown["rows"]!.GetValue<int>());
        Assert.Equal("user", shown["sample"]![0]!["messages"]![0]!["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task Parquet_holds_what_answers_are_checked_against_and_nulls()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("prompts.jsonl"), """
            {"id":"a","prompt":"Six times seven?","ground_truth":"42"}
            {"id":"b","prompt":"Why?"}
            """);
        File.WriteAllText(folder.Of("p.yaml"), "pipeline: truths\nstages:\n  prompts:\n    use: prompts\n    with: {files: prompts.jsonl}\n");
        await Tool.SucceedAsync("run", folder.Of("p.yaml"), "--run", folder.Of("run"));
        await Tool.SucceedAsync("export", folder.Of("run", "prompts"), "--format", "trl-prompt", "--validation", "0", "--parquet", "--out", folder.Of("out"));
        var shown = JsonNode.Parse((await Tool.SucceedAsync("show", folder.Of("out", "train.parquet"), "--json", "--sample", "2")).Output)!;
        Assert.Equal(["", "42"], shown["sample"]!.AsArray().Select(r => r!["ground_truth"]?.GetValue<string>() ?? "").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sft", "--format", "kto", "no format is named 'kto'")]
    [InlineData("sft", "--format", "trl-preference", "has no form in 'trl-preference'")]
    [InlineData("preferences", "--format", "alpaca", "has no form in 'alpaca'")]
    [InlineData("corpus", "--format", "alpaca", "documents are exported")]
    [InlineData("sft", "--format", "text", "needs a chat template")]
    [InlineData("sft", "--format", "openai --template chatml", "takes no chat template")]
    [InlineData("sft", "--format", "text --template chatlm", "did you mean 'chatml'?")]
    [InlineData("sft", "--format", "openai --reasoning field", "needs a format of TRL")]
    public async Task Mistakes_are_told_before_anything_is_written(string dataset, string option, string rest, string message)
    {
        using var folder = new TemporaryFolder();
        var outcome = await Tool.RunAsync(["export", Path.Combine(quickstart.Folder, dataset), "--out", folder.Of("out"), option, .. rest.Split(' ')]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("DP1341", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Of("out")));
    }

    [Fact]
    public async Task Style_is_told_as_text_page_and_json()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Tool.SucceedAsync("style", Path.Combine(quickstart.Folder, "sft"), "--html", folder.Of("style.html"), "--json");
        var told = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(13, told["figures"]!.AsArray().Count);
        var page = File.ReadAllText(folder.Of("style.html"));
        Assert.Contains("Families of benchmarks", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.Equal(2, (await Tool.RunAsync("style", Path.Combine(quickstart.Folder, "corpus"))).ExitCode);
    }
}
