using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataPipe.Cli.Tests;

/// <summary>The jobs through a real HTTP endpoint: the simulated teacher behind its own server.</summary>
public sealed class TeacherTests
{
    [Fact]
    public async Task The_instruction_job_runs_through_an_openai_endpoint_and_still_says_simulated()
    {
        using var server = Tool.Start(Tool.Root, "teacher", "serve", "--port", "0");
        try
        {
            var endpoint = Regex.Match((await server.StandardOutput.ReadLineAsync())!, @"http://\S+").Value;
            using var folder = new TemporaryFolder();
            await Tool.SucceedAsync("run", "pipelines/self-instruct.yaml", "--run", folder.Of("run"),
                "--set", $"teachers.teacher={{kind: openai, model: simulated-1, endpoint: \"{endpoint}\"}}", "--set", "params.instructions=20");
            var show = JsonNode.Parse((await Tool.SucceedAsync("show", folder.Of("run", "sft"), "--json", "--sample", "1000")).Output)!;
            var samples = show["sample"]!.AsArray();
            Assert.True(samples.Count >= 20);
            Assert.All(samples, s => Assert.True(s!["provenance"]!["simulated"]!.GetValue<bool>()));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_teacher_that_is_not_there_is_told_in_one_line_that_names_the_setting()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Tool.RunAsync("run", "pipelines/self-instruct.yaml", "--run", folder.Of("run"),
            "--set", "teachers.teacher={kind: openai, model: m, endpoint: \"http://127.0.0.1:9/v1\", max-attempts: 1}");
        Assert.Equal(1, outcome.ExitCode);
        var line = Assert.Single(outcome.Error.Split('\n'), l => l.StartsWith("DP50", StringComparison.Ordinal));
        Assert.Contains("'teacher'", line, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-test-key", outcome.Error + outcome.Output, StringComparison.Ordinal);
    }
}
