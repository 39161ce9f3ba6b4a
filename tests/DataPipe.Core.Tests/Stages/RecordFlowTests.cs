using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Core.Tests.Steps;
using DataPipe.Testing;

namespace DataPipe.Core.Tests.Stages;

public sealed class RecordFlowTests
{
    private static readonly ErrorPolicy Lenient = new(true, 0.01);

    private static Task<StageRun<Document>> RunAsync(StageRunnerOptions options, ChainPlan plan, params IReadOnlyList<Document> records) =>
        StageRunner.RunAsync(new StreamStage<Document>(plan), [InputRecords.Of("web", records)], options);

    [Fact]
    public async Task Counts_what_goes_in_what_is_dropped_and_what_comes_out()
    {
        var run = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.Trim), Word.Use(Word.LongEnough)),
            Word.Document("a", "  one two "), Word.Document("b", "   "), Word.Document("c", "x"), Word.Document("d", "four"));
        Assert.Equal(["a", "d"], run.Ids);
        Assert.Equal((4, 2, 3), (run.Tally.RecordsIn, run.Tally.RecordsOut, run.Tally.TokensOut));
        Assert.Equal([new TallyLine("trim", "empty", 1, 0), new TallyLine("long-enough", "too-short", 1, 1)], run.Tally.Dropped);
        Assert.Equal(10 + 3 + 1 + 4, run.Tally.BytesIn);
    }

    [Fact]
    public async Task The_funnel_names_every_step_in_running_order_and_a_step_used_twice_once()
    {
        var run = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.Trim), Word.Use(Word.LongEnough), Word.Use(Word.Upper), Word.Use(Word.LongEnough)), Word.Document("a", "text"));
        Assert.Equal(["trim", "long-enough", "upper"], run.Tally.Steps);
    }

    [Fact]
    public async Task Records_that_nobody_counted_are_counted_on_the_way_in()
    {
        var run = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.LongEnough)), Word.Document("a", "three little words"), Word.Document("b", "x"));
        Assert.Equal((4, 3), (run.Tally.TokensIn, run.Tally.TokensOut));
        Assert.Equal([new TallyLine("long-enough", "too-short", 1, 1)], run.Tally.Dropped);
    }

    [Fact]
    public async Task Tokens_are_counted_anew_when_a_step_changed_the_text_and_kept_when_none_did()
    {
        var stale = Word.Document("a", "one two three") with { Tokens = 99 };
        var kept = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.LongEnough)), stale);
        Assert.Equal(99, kept.Records[0].Tokens);
        var changed = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.Upper)), stale);
        Assert.Equal(3, changed.Records[0].Tokens);
    }

    [Fact]
    public async Task Rejects_hold_the_record_as_it_was_dropped_with_who_and_why()
    {
        var run = await RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.Length), Word.Use(Word.LongEnough), Word.Use(Word.Upper)), Word.Document("a", "ab"));
        var reject = Assert.Single(run.Rejects);
        Assert.Equal(("a", "ab", "long-enough", "too-short", null), (reject.Record.Id, reject.Record.Text.ToString(), reject.Step, reject.Reason, reject.Details));
        Assert.Equal(2, reject.Record.Notes[0].Integer);
    }

    [Fact]
    public async Task Keeps_a_fraction_of_the_rejects_chosen_by_id_and_seed_and_counts_all()
    {
        Document[] records = [.. Enumerable.Range(0, 1000).Select(i => Word.Document($"d{i}", "x"))];
        var plan = Word.Plan(Word.Use(Word.LongEnough));
        var quarter = await RunAsync(StageRunnerOptions.Default with { RejectsFraction = 0.25 }, plan, records);
        Assert.Equal(1000, quarter.Dropped("too-short"));
        Assert.Equal(records.Where(r => Chance.Of(r.Id, 1) < 0.25).Select(r => r.Id), quarter.Rejects.Select(r => r.Record.Id));
        Assert.Empty((await RunAsync(StageRunnerOptions.Default with { RejectsFraction = 0 }, plan, records)).Rejects);
    }

    [Fact]
    public async Task The_first_failing_record_stops_the_task_and_is_named_with_its_step()
    {
        var failure = await Assert.ThrowsAsync<RecordFailedException>(() =>
            RunAsync(StageRunnerOptions.Default, Word.Plan(Word.Use(Word.Length), Word.Use(Word.Explode)), Word.Document("a", "fine"), Word.Document("b", "boom")));
        Assert.Equal("step 'explode' failed on record 'b': cannot stand 'boom'", failure.Message);
        Assert.Equal(("explode", "b"), (failure.Step, failure.RecordId));
        Assert.IsType<FormatException>(failure.InnerException);
    }

    [Fact]
    public async Task Quarantine_sets_a_failing_record_aside_with_its_message_and_goes_on()
    {
        var run = await RunAsync(StageRunnerOptions.Default with { Errors = Lenient }, Word.Plan(Word.Use(Word.Explode)),
            Word.Document("a", "boom"), Word.Document("b", "fine"));
        Assert.Equal(["b"], run.Ids);
        var reject = Assert.Single(run.Rejects);
        Assert.Equal(("explode", "quarantined", "step 'explode' failed on record 'a': cannot stand 'boom'"), (reject.Step, reject.Reason, reject.Details));
        Assert.Equal(1, run.Dropped("quarantined"));
        Assert.Equal("quarantined", Assert.Single(run.Warnings).Kind);
    }

    [Fact]
    public async Task Quarantine_stops_when_the_fraction_is_passed()
    {
        // One in a hundred may fail: 10 of the first 1000, and not 10 of the first 999.
        Document[] Records(int failing) => [.. Enumerable.Range(0, 1000).Select(i => Word.Document($"d{i}", i >= 1000 - failing ? "boom" : "fine"))];
        var options = StageRunnerOptions.Default with { Errors = Lenient };
        var plan = Word.Plan(Word.Use(Word.Explode));
        Assert.Equal(10, (await RunAsync(options, plan, Records(10))).Dropped("quarantined"));
        var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(options, plan, Records(11)));
        Assert.Equal("DP4002 more than 1.0 % of the records failed; the last: step 'explode' failed on record 'd998': cannot stand 'boom'", stopped.Message);
    }

    [Fact]
    public async Task A_fraction_of_zero_lets_none_fail()
    {
        var options = StageRunnerOptions.Default with { Errors = new ErrorPolicy(true, 0) };
        var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(options, Word.Plan(Word.Use(Word.Explode)), Word.Document("a", "boom")));
        Assert.Equal("DP4002", stopped.Faults[0].Code);
    }

    [Fact]
    public async Task Cancellation_is_no_failure_of_a_record()
    {
        var entry = StepEntry.Of<Document, object>("cancels", 1, "", [], _ => new Cancels());
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            RunAsync(StageRunnerOptions.Default with { Errors = Lenient }, Word.Plan(new StepUse(entry, new object(), null)), Word.Document("a", "x")));
    }

    private sealed class Cancels : IFilter<Document>
    {
        public Verdict Judge(Document record) => throw new OperationCanceledException();
    }
}
