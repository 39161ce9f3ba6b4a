using DataPipe.Execution.Runs;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Runs;

public sealed class RunPlanTests : IDisposable
{
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private async Task<string[]> PlanAsync() =>
        [.. (await _run.PlanAsync()).Select(p => $"{p.Stage.Name} {p.State}: {p.Why}; {(p.Phases is null ? "unknown" : string.Join(", ", p.Phases.Select(f => $"{f.Name} {f.TasksDone}/{f.Tasks}")))}")];

    [Fact]
    public async Task Before_the_first_run_sources_are_planned_and_the_rest_waits_for_them() =>
        Assert.Equal(["web New: to run; make 0/4", "more New: to run; make 0/2", "kept New: to run; unknown", "unique New: to run; unknown"], await PlanAsync());

    [Fact]
    public async Task After_a_run_all_is_done()
    {
        await _run.RunAsync();
        Assert.Equal(
            ["web Done: done, 80 records; make 4/4", "more Done: done, 20 records; make 2/2", "kept Done: done, 80 records; stream 6/6", "unique Done: done, 13 records; sign 6/6, gather 1/1, drop 6/6"],
            await PlanAsync());
    }

    [Fact]
    public async Task A_failed_run_is_started_and_tells_how_many_tasks_are_done()
    {
        _run.Workers = 1;
        _run.Probe.OnEnter = (name, _) => name == "unique/drop-00004" ? throw new InvalidOperationException() : Task.CompletedTask;
        await _run.FailAsync();
        Assert.Equal("unique Started: goes on; sign 6/6, gather 1/1, drop 4/6", (await PlanAsync())[3]);
    }

    [Fact]
    public async Task A_changed_option_runs_its_stage_and_those_behind_it()
    {
        await _run.RunAsync();
        _run.Sets = ["stages.kept.steps.drop-every.with.n=2"];
        Assert.Equal(
            ["web Done: done, 80 records; make 4/4", "more Done: done, 20 records; make 2/2", "kept Changed: runs again: its options, steps or input files changed; stream 0/6", "unique Changed: runs again: kept runs; unknown"],
            await PlanAsync());
    }

    [Fact]
    public async Task A_lost_shard_is_told_apart_from_a_change_and_concerns_its_stage_alone()
    {
        await _run.RunAsync();
        File.Delete(_run.PathOf(_run.OneFile("more/part-make-00000")));
        Assert.Equal(
            ["web Done: done, 80 records; make 4/4", "more Changed: runs again: files of it are missing or cut short; make 1/2", "kept Done: done, 80 records; unknown", "unique Done: done, 13 records; sign 6/6, gather 1/1, drop 6/6"],
            await PlanAsync());
    }

    [Fact]
    public async Task Planning_writes_and_deletes_nothing()
    {
        await _run.RunAsync();
        _run.Write("run/web/.tmp-stray", "x");
        var before = _run.Files();
        _run.Sets = ["stages.web.with.word=other"];
        await PlanAsync();
        Assert.Equal(before, _run.Files());
        Assert.Equal(StageState.Changed, (await _run.PlanAsync())[0].State);
    }
}
