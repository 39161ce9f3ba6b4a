using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Mixing;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Mixing;

public class MixStageTests
{
    private static readonly StageInputRecords<Document> Web = MixRun.Dataset("web", 4000);
    private static readonly StageInputRecords<Document> Books = MixRun.Dataset("books", 1000);

    [Fact]
    public async Task Shares_of_tokens_are_those_asked_for()
    {
        // 42,000 tokens of web and 10,500 of books.
        var run = await MixRun.Of(new MixOptions { Weights = MixRun.Shares(("web", 3), ("books", 1)), Tokens = 40_000 }, Web, Books);
        Assert.InRange(MixRun.Tokens(run, "web"), 30_000 * 0.95, 30_000 * 1.05);
        Assert.InRange(MixRun.Tokens(run, "books"), 10_000 * 0.95, 10_000 * 1.05);
        Assert.Equal(run.Records.Sum(r => r.Tokens), run.Tally.TokensOut);
        Assert.Equal(5000, run.Tally.RecordsIn);
    }

    [Fact]
    public async Task Without_a_target_the_scarcest_dataset_is_read_as_often_as_allowed()
    {
        var run = await MixRun.Of(new MixOptions { Weights = MixRun.Shares(("web", 0.5), ("books", 0.5)), MaxEpochs = 2 }, Web, Books);
        Assert.Equal(21_000, MixRun.Tokens(run, "books"));
        Assert.InRange(MixRun.Tokens(run, "web"), 21_000 * 0.95, 21_000 * 1.05);
    }

    [Fact]
    public async Task A_fraction_of_an_epoch_takes_that_fraction_of_the_documents()
    {
        var run = await MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 0.64)) }, Web);
        Assert.InRange(run.Records.Count, 4000 * 0.61, 4000 * 0.67);
        Assert.Equal(run.Ids.Count, run.Ids.Distinct().Count());
        Assert.Equal(4000 - run.Records.Count, run.Dropped("not-drawn"));
    }

    [Fact]
    public async Task Several_epochs_take_every_document_so_often_and_some_once_more()
    {
        var run = await MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 2.45)) }, Web);
        var copies = run.Records.GroupBy(r => r.Id.Split('#')[0]).ToList();
        Assert.Equal(4000, copies.Count);
        Assert.All(copies, c => Assert.InRange(c.Count(), 2, 3));
        Assert.InRange(copies.Count(c => c.Count() == 3), 4000 * 0.42, 4000 * 0.48);
    }

    [Fact]
    public async Task Copies_have_ids_and_epochs_of_their_own()
    {
        var run = await MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 3)) }, MixRun.Dataset("web", 1));
        Assert.Equal([("web-0", 1L), ("web-0#2", 2L), ("web-0#3", 3L)], run.Records.Select(r => (r.Id, r.Notes[0].Integer)).Order());
        Assert.All(run.Records, r => Assert.Equal("web", r.Source));
    }

    [Fact]
    public async Task Annotations_stay_in_front_of_the_epoch()
    {
        var schema = new DatasetSchema(RecordType.Document, [new NoteColumn("score", NoteType.Number, "A score.")]);
        var document = new Document("a", Utf8Text.From("text"), "web") { Notes = new Notes([NoteValue.Of(0.5)]) };
        var run = await MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 1)) }, new StageInputRecords<Document>("web", schema, [[document]]));
        Assert.Equal(new Notes([NoteValue.Of(0.5), NoteValue.Of(1L)]), Assert.Single(run.Records).Notes);
    }

    [Fact]
    public async Task The_mixture_is_shuffled()
    {
        var run = await MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 1), ("books", 4)) }, Web, Books);
        // Half of the records are books: each tenth of the mixture holds about 400 of them.
        foreach (var part in run.Records.Chunk(run.Records.Count / 10).Take(10))
            Assert.InRange(part.Count(r => r.Source == "books"), 320, 480);
        // Neighbours of the input are no neighbours any more.
        var numbers = run.Records.Where(r => r.Source == "web").Select(r => int.Parse(r.Id[4..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(numbers.Zip(numbers.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) == 1) < 20);
    }

    [Fact]
    public async Task Another_seed_gives_another_order()
    {
        var options = new MixOptions { Epochs = MixRun.Shares(("web", 1)) };
        var one = await MixRun.Of(options, [Web], StageRunnerOptions.Default with { Seed = 1 });
        var two = await MixRun.Of(options, [Web], StageRunnerOptions.Default with { Seed = 2 });
        Assert.NotEqual(one.Ids, two.Ids);
        Assert.Equal(one.Ids.Order(StringComparer.Ordinal), two.Ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_dataset_that_is_too_small_is_a_fault_with_numbers_and_remedy()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() =>
            MixRun.Of(new MixOptions { Weights = MixRun.Shares(("web", 1), ("books", 9)), Tokens = 100_000 }, Web, Books));
        Assert.Equal("DP1120", fault.Faults[0].Code);
        Assert.Contains("'books' has 10,500 tokens and would be read 8.57 times, 48,000 tokens beyond max-epochs 4", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ask for fewer tokens", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'web'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_without_tokens_is_a_fault()
    {
        var empty = new StageInputRecords<Document>("empty", DatasetSchema.Of(RecordType.Document), []);
        var fault = await Assert.ThrowsAsync<FaultException>(() => MixRun.Of(new MixOptions { Weights = MixRun.Shares(("web", 1), ("empty", 1)) }, Web, empty));
        Assert.Contains("'empty' has no tokens", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<FaultException>(() => MixRun.Of(new MixOptions { Weights = MixRun.Shares(("empty", 1)) }, empty));
        Assert.Contains("'empty' has no tokens", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_epochs_are_a_fault()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => MixRun.Of(new MixOptions { Epochs = MixRun.Shares(("web", 5)) }, Web));
        Assert.Contains("raise max-epochs", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_grow_with_the_tokens()
    {
        var input = new StageInput("web", DatasetSchema.Of(RecordType.Document), [new Shard("data/0", 1, "", 1_000_000, 1_000_000_000)]);
        var options = new MixOptions { Epochs = MixRun.Shares(("web", 2)) };
        var phases = MixStage.Create(options, InMemorySetup.For(new StageInputRecords<Document>[] { Web })).Plan([input]);
        // 2 billion tokens of 6 bytes, 128 MiB a partition.
        Assert.Equal([("scatter", 1), ("gather", 90)], phases.Select(p => (p.Name, p.Tasks.Count)));
    }

    [Fact]
    public void Mistakes_in_the_names_are_faults_with_the_nearest_name()
    {
        var setup = InMemorySetup.For([Web, Books]);
        MixStage.Create(new MixOptions { Weights = MixRun.Shares(("web", 1), ("bookz", 1)) }, setup);
        Assert.Equal(["DP1121", "DP1122"], setup.Faults.Faults.Select(f => f.Code));
        Assert.Contains("did you mean 'books'?", setup.Faults.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("'books' has no entry", setup.Faults.Faults[1].Message, StringComparison.Ordinal);
    }

    public static TheoryData<MixOptions> Mistakes =>
    [
        new MixOptions(),
        new MixOptions { Weights = MixRun.Shares(("web", 1)), Epochs = MixRun.Shares(("web", 1)) },
        new MixOptions { Weights = MixRun.Shares(("web", 0)) },
        new MixOptions { Weights = MixRun.Shares(("web", double.NaN)) },
        new MixOptions { Epochs = MixRun.Shares(("web", -1)) },
        new MixOptions { Epochs = MixRun.Shares(("web", 1)), Tokens = 5 },
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Other_mistakes_in_the_options_are_faults(MixOptions options)
    {
        var setup = InMemorySetup.For([Web]);
        MixStage.Create(options, setup);
        Assert.Equal("DP1123", Assert.Single(setup.Faults.Faults).Code);
    }
}
