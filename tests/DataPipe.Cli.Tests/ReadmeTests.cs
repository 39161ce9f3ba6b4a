using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>Every command of the README and every pipeline in docs is run.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md", 18)]
    [InlineData("docs/instructions.md", 2)]
    public async Task Every_command_works(string file, int least)
    {
        var commands = Commands(await File.ReadAllTextAsync(Tool.Of(file)));
        Assert.True(commands.Count >= least, $"only {commands.Count} commands found");
        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "pipelines", "samples" }) Directory.CreateSymbolicLink(folder.Of(part), Tool.Of(part));
        foreach (var command in commands)
        {
            var args = Words().Matches(command).Select(m => m.Value.Trim('\'')).ToArray();
            if (args.Contains("serve")) await ServesAsync(folder.Path, args);
            else
            {
                var outcome = await Tool.RunInAsync(folder.Path, args);
                Assert.True(outcome.ExitCode == 0, $"datapipe {command} ended with {outcome.ExitCode}: {outcome.Error}");
                Assert.NotEmpty(outcome.Output);
            }
        }
    }

    [Theory]
    [InlineData("pipelines.md", "check")]
    [InlineData("instruction-quality.md", "run")]
    public async Task The_pipeline_in_docs_is_sound(string file, string verb)
    {
        var text = await File.ReadAllTextAsync(Tool.Of("docs", file));
        var yaml = Regex.Match(text, "```yaml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Of("pipelines"));
        Directory.CreateSymbolicLink(folder.Of("samples"), Tool.Of("samples"));
        File.WriteAllText(folder.Of("pipelines", "of-docs.yaml"), yaml);
        var outcome = await Tool.RunInAsync(folder.Path, verb, "pipelines/of-docs.yaml");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
    }

    [Fact]
    public async Task The_pipelines_around_filters_run()
    {
        var text = await File.ReadAllTextAsync(Tool.Of("docs", "filters.md"));
        var pipelines = Regex.Matches(text, "```yaml\n(pipeline: (.*?)\n.*?)```", RegexOptions.Singleline);
        Assert.Equal(["fineweb", "dclm"], pipelines.Select(p => p.Groups[2].Value));
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Of("pipelines"));
        Directory.CreateSymbolicLink(folder.Of("samples"), Tool.Of("samples"));
        foreach (Match pipeline in pipelines)
        {
            var file = $"pipelines/{pipeline.Groups[2].Value}.yaml";
            File.WriteAllText(folder.Of(file.Split('/')), pipeline.Groups[1].Value);
            var run = await Tool.RunInAsync(folder.Path, "run", file);
            Assert.True(run.ExitCode == 0, run.Error);
        }
    }

    [Fact]
    public async Task The_commands_about_scores_of_classifiers_give_RedPajamas_columns()
    {
        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "pipelines", "samples" }) Directory.CreateSymbolicLink(folder.Of(part), Tool.Of(part));
        var shown = "";
        foreach (var command in Commands(await File.ReadAllTextAsync(Tool.Of("docs", "signals.md"))))
        {
            var outcome = await Tool.RunInAsync(folder.Path, [.. Words().Matches(command).Select(m => m.Value.Trim('\''))]);
            Assert.True(outcome.ExitCode == 0, $"datapipe {command} ended with {outcome.ExitCode}: {outcome.Error}");
            shown = outcome.Output;
        }

        Assert.Contains("rps_doc_ml_wikiref_score", shown, StringComparison.Ordinal);
        Assert.Contains("rps_doc_ml_wikiref_label", shown, StringComparison.Ordinal);
    }

    // The commands of the sh blocks, as arguments of datapipe; the test command is the one that is running this.
    private static List<string> Commands(string readme) =>
    [
        .. Regex.Matches(readme, "```sh\n(.*?)```", RegexOptions.Singleline).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(l => !l.StartsWith("dotnet test", StringComparison.Ordinal))
            .Select(l => l.Replace("dotnet run -c Release --project src/DataPipe.Cli -- ", "datapipe ", StringComparison.Ordinal))
            .Select(l => l.StartsWith("datapipe ", StringComparison.Ordinal) ? l["datapipe ".Length..] : throw new InvalidOperationException($"there is a command that no test knows how to run: {l}")),
    ];

    private static async Task ServesAsync(string folder, string[] args)
    {
        using var process = Tool.Start(folder, args);
        var line = await process.StandardOutput.ReadLineAsync();
        var endpoint = Regex.Match(line!, @"http://\S+").Value;
        using var client = new HttpClient();
        var models = await client.GetStringAsync(new Uri(endpoint.TrimEnd('/') + "/models"));
        Assert.Contains("simulated-1", models, StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync();
    }

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Words();
}
