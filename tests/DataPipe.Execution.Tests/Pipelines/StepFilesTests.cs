using DataPipe.Core.Faults;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Pipelines;

/// <summary>Files that steps name.</summary>
public sealed class StepFilesTests : IDisposable
{
    private const string Pipeline = """
        pipeline: p
        stages:
          files: {use: lines, with: {paths: data/*.txt}}
          kept:
            use: stream
            from: files
            steps: [{use: listed, with: {file: "list*"}}]
          after: {use: stream, from: kept}
        """;

    private readonly Run _run = new() { Text = Pipeline };

    public StepFilesTests()
    {
        foreach (var name in (string[])["a", "b", "c"]) _run.Write($"data/{name}.txt", $"one\ntwo {name}\n");
        _run.Write("list", "one\ntwo b");
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_file_is_loaded_once_for_all_tasks_and_not_when_the_pipeline_is_checked()
    {
        _run.Bind();
        Assert.Equal(0, _run.Probe.Loads);
        var receipts = await _run.RunAsync();
        Assert.Equal(1, _run.Probe.Loads);
        Assert.Equal(4, receipts.Single(r => r.Stage == "kept").Shards.Sum(s => s.Records));
    }

    [Fact]
    public async Task Another_file_runs_the_stage_again_and_all_behind_it()
    {
        await _run.RunAsync();
        var before = _run.Bind().Stages.ToDictionary(s => s.Name, s => (s.Recipe, s.Fingerprint));
        File.SetLastWriteTimeUtc(_run.Write("list", "two b\none"), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var touched = _run.Bind().Stages.ToDictionary(s => s.Name, s => (s.Recipe, s.Fingerprint));
        Assert.Equal(["after", "kept"], before.Keys.Where(s => before[s].Fingerprint != touched[s].Fingerprint).Order(StringComparer.Ordinal));
        Assert.All(before.Keys, s => Assert.Equal(before[s].Recipe, touched[s].Recipe)); // as many bytes under the same name
        _run.Write("list", "one");
        var receipts = await _run.RunAsync();
        Assert.Equal(3, receipts.Single(r => r.Stage == "kept").Shards.Sum(s => s.Records));
    }

    [Fact]
    public async Task A_missing_file_is_a_mistake_of_the_pipeline_and_a_broken_one_fails_the_task()
    {
        _run.Write("list", "broken");
        var fault = await _run.FailAsync();
        Assert.Equal("DP1266", fault.Code);
        Assert.Contains("[stage kept, task stream-", fault.Message, StringComparison.Ordinal);
        _run.Text = Pipeline.Replace("list*", "lost", StringComparison.Ordinal);
        Assert.Equal("DP2001", Assert.Throws<FaultException>(_run.Bind).Faults[0].Code);
    }
}
