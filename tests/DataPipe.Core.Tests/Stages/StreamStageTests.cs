using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Tests.Steps;
using DataPipe.Testing;

namespace DataPipe.Core.Tests.Stages;

public sealed class StreamStageTests
{
    private static readonly DatasetSchema Documents = DatasetSchema.Of(RecordType.Document);

    private static Shard Shard(string name) => new(name, 10, "00", 1, 1);

    [Fact]
    public void Plans_one_task_a_shard_over_all_inputs_in_order()
    {
        var stage = new StreamStage<Document>(Word.Plan());
        var phase = Assert.Single(stage.Plan([new("a", Documents, [Shard("a0"), Shard("a1")]), new("empty", Documents, []), new("b", Documents, [Shard("b0")])]));
        Assert.Equal("stream", phase.Name);
        Assert.Equal(["stream-00000", "stream-00001", "stream-00002"], phase.Tasks.Select(t => t.Name));
        Assert.Equal([(0, "a0"), (0, "a1"), (2, "b0")], phase.Tasks.Select(t => (t.Inputs[0].Dataset, t.Inputs[0].Shard.Name)));
    }

    [Fact]
    public void Plans_a_phase_without_tasks_for_inputs_without_shards() =>
        Assert.Empty(Assert.Single(new StreamStage<Document>(Word.Plan()).Plan([new("a", Documents, [])])).Tasks);

    [Fact]
    public async Task What_it_keeps_does_not_depend_on_how_the_records_are_dealt_to_shards_or_batches()
    {
        Document[] records = [.. Enumerable.Range(0, 300).Select(i => Word.Document($"d{i:000}", new string('x', i % 7)))];
        var stage = new StreamStage<Document>(Word.Plan(Word.Use(Word.Length), Word.Use(Word.LongEnough)));
        var whole = await StageRunner.RunAsync(stage, [InputRecords.Of("web", records)], StageRunnerOptions.Default);
        var dealt = await StageRunner.RunAsync(stage, [InputRecords.Of("web", records).Dealt(7)], StageRunnerOptions.Default with { BatchRecords = 5, LastTaskFirst = true });
        Assert.NotEmpty(whole.Ids);
        Assert.Equal(whole.Ids, dealt.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(whole.Tally.Dropped, dealt.Tally.Dropped);
    }

    [Theory]
    [InlineData(RecordType.Document)]
    [InlineData(RecordType.Sample)]
    [InlineData(RecordType.Preference)]
    public void The_catalogue_streams_every_record_type(RecordType type)
    {
        var setup = InMemorySetup.For(DatasetSchema.Of(type));
        var stage = StreamCatalogue.Entries.Stages[0].Create(new StreamOptions(), setup);
        Assert.Equal(type, stage.Output.Type);
        Assert.False(setup.Faults.Any);
    }

    [Fact]
    public void Datasets_with_different_columns_do_not_stream_together()
    {
        var setup = InMemorySetup.For(Documents);
        setup.Inputs = [new("a", Documents, []), new("b", Documents.With([new("score", NoteType.Number, "")]), [])];
        StreamCatalogue.Entries.Stages[0].Create(new StreamOptions(), setup);
        Assert.Equal(
            "DP1017 the datasets 'a' and 'b' have other columns: none and score; give both the same steps, in the same order   test.yaml#from",
            Assert.Single(setup.Faults.Faults).ToString());
    }
}
