using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Selection;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Selection;

public sealed class SelectStageTests
{
    private static readonly DatasetSchema Schema = new(RecordType.Sample, [new("score", NoteType.Number, "s"), new("topic", NoteType.Text, "t"), new("embedding", NoteType.Vector, "v")]);
    private static readonly string[] Texts =
    [
        "Explain how a bicycle stays upright while it moves along a narrow and winding road.", "Explain how a bicycle stays upright while it moves along a narrow and winding road!",
        "Write a poem about the first snow of winter in a town by the sea.", "List five healthy snacks for a long train journey with two small children.",
        "Plan a vegetable garden for a shady yard behind an old brick house.", "Describe the duties of a lighthouse keeper a hundred years ago.",
    ];

    [Fact]
    public async Task Of_near_duplicates_the_better_stays()
    {
        var samples = Texts.Select((t, i) => Of($"{i}", t, i == 1 ? 0.9 : 0.5, null, null)).ToArray();
        var run = await RunAsync(new SelectOptions { Score = "score" }, samples);
        Assert.Equal(["1", "2", "3", "4", "5"], run.Ids);
        Assert.Equal(1, run.Dropped("near-duplicate"));
        Assert.Equal(6, (await RunAsync(new SelectOptions { NearSimilarity = null }, samples)).Records.Count);
    }

    [Fact]
    public async Task The_same_stay_however_the_input_is_cut()
    {
        var samples = Enumerable.Range(0, 300).Select(i => Of($"s{i}", Texts[i % 6] + (i % 4 == 0 ? $" Then {i} more words follow {i * 7} of them all." : ""), i % 10, $"t{i % 7}", [i % 5, i % 3, 1 + i % 2])).ToArray();
        var options = new SelectOptions { Score = "score", Topic = "topic", MaxPerTopic = 5, Vectors = "embedding", Count = 20 };
        var once = (await RunAsync(options, samples)).Ids.Order(StringComparer.Ordinal);
        var stage = Create(options);
        var again = await StageRunner.RunAsync(stage, [new StageInputRecords<Sample>("input", Schema, [samples.Skip(100).Reverse().ToArray(), samples.Take(100).ToArray()])], StageRunnerOptions.Default);
        Assert.Equal(once, again.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(again.Tally.RecordsIn, again.Tally.RecordsOut + again.Tally.Dropped.Sum(d => d.Records));
    }

    [Fact]
    public async Task Vectors_choose_what_is_far_apart_and_quotas_hold()
    {
        Sample[] samples =
        [
            Of("a", "one", 9, "x", [1, 0]), Of("b", "two", 8, "x", [0.99f, 0.01f]), Of("c", "three", 1, "x", [0, 1]), Of("d", "four", 2, "y", [-1, 0]), Of("e", "five", 3, "y", null), Of("f", "six", 7, "y", [0, 0]),
        ];
        var three = await RunAsync(new SelectOptions { NearSimilarity = null, Score = "score", Vectors = "embedding", Count = 3 }, samples);
        Assert.Equal(["a", "c", "d"], three.Ids);
        Assert.Equal(3, three.Dropped("not-chosen"));
        Assert.Equal(1, Assert.Single(three.Warnings).Count);
        var quota = await RunAsync(new SelectOptions { NearSimilarity = null, Score = "score", Vectors = "embedding", Topic = "topic", MaxPerTopic = 1 }, samples);
        Assert.Equal(["a", "d"], quota.Ids);
        Assert.Equal(4, quota.Dropped("topic-full"));
        var apart = await RunAsync(new SelectOptions { NearSimilarity = null, Score = "score", Vectors = "embedding", MaxCosine = 0.9 }, samples);
        Assert.Equal(1, apart.Dropped("near-vector"));
        Assert.Equal(5, apart.Records.Count);
    }

    [Fact]
    public async Task Equal_ids_are_kept_once()
    {
        var run = await RunAsync(new SelectOptions(), [Of("a", Texts[0], 1, null, null), Of("a", Texts[2], 1, null, null)]);
        Assert.Equal(1, run.Dropped("same-id"));
        Assert.Single(run.Records);
    }

    [Fact]
    public void Columns_that_do_not_fit_are_told()
    {
        var setup = InMemorySetup.For(Schema);
        SelectStage.Create(new SelectOptions { Score = "topic", Vectors = "no", MaxPerTopic = 3 }, setup);
        Assert.Equal(3, setup.Faults.Faults.Count(f => f.Code == "DP1345"));
    }

    private static Sample Of(string id, string question, double score, string? topic, float[]? vector) => Stages.Question(id, question) with
    {
        Notes = new Notes([NoteValue.Of(score), NoteValue.Of(topic), NoteValue.Of(vector)]),
    };

    private static Core.Stages.IStage Create(SelectOptions options)
    {
        var setup = InMemorySetup.For(Schema);
        var stage = SelectStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        return stage;
    }

    private static Task<StageRun<Sample>> RunAsync(SelectOptions options, Sample[] samples) =>
        StageRunner.RunAsync(Create(options), [new StageInputRecords<Sample>("input", Schema, [samples])], StageRunnerOptions.Default);
}
