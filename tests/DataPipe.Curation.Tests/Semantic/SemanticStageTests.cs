using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Semantic;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Semantic;

public class SemanticStageTests
{
    private static readonly SemanticOptions Defaults = new() { Memory = 64 << 20 };

    [Fact]
    public async Task An_empty_corpus_stays_empty_and_one_document_stays()
    {
        Assert.Empty((await SemanticRun.Of(Defaults)).Records);
        Assert.Equal(["a"], (await SemanticRun.Of(Defaults, SemanticRun.Document("a", [1, 2]))).Ids);
    }

    [Fact]
    public async Task Of_documents_with_one_vector_one_stays_whatever_its_length()
    {
        var documents = Enumerable.Range(0, 1000).Select(i => SemanticRun.Document($"id-{i}", [3f * (i + 1), 4f * (i + 1), 0])).ToList();
        var run = await SemanticRun.Of(Defaults, documents, 7, StageRunnerOptions.Default);
        Assert.Single(run.Records);
        Assert.Equal(999, run.Dropped("semantic-duplicate"));
        Assert.Equal("dedup-semantic", run.Rejects[0].Step);
    }

    [Fact]
    public async Task Only_vectors_nearer_than_the_threshold_are_duplicates()
    {
        // Cosines to the first: 1, 0.995, 0.98, 0, -1.
        Document[] documents =
        [
            SemanticRun.Document("a", [1, 0], "the longest text of all"), SemanticRun.Document("b", [2, 0], "long text"), SemanticRun.Document("c", [0.995f, 0.0999f]),
            SemanticRun.Document("d", [0.98f, 0.199f]), SemanticRun.Document("e", [0, 1]), SemanticRun.Document("f", [-1, 0]),
        ];
        var options = Defaults with { Keep = SemanticKeep.Longest, Clusters = 1 };
        Assert.Equal(["a", "d", "e", "f"], (await SemanticRun.Of(options with { MinSimilarity = 0.9999 - 0.0059 }, documents)).Ids.Order(StringComparer.Ordinal).Where(id => id != "c"));
        Assert.Equal(["a", "e", "f"], (await SemanticRun.Of(options with { MinSimilarity = 0.97 }, documents)).Ids.Order(StringComparer.Ordinal));
        Assert.Equal(["a", "c", "d", "e", "f"], (await SemanticRun.Of(options with { MinSimilarity = 1 }, documents)).Ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_a_cluster_the_farthest_or_the_closest_to_its_centre_stay()
    {
        Document[] documents = [SemanticRun.Document("edge", [1, 0.14f]), SemanticRun.Document("middle", [1, 0]), SemanticRun.Document("also", [1, 0.001f]), SemanticRun.Document("near", [1, -0.002f])];
        var options = Defaults with { MinSimilarity = 0.98, Clusters = 1 };
        Assert.Equal(["edge"], (await SemanticRun.Of(options with { Keep = SemanticKeep.Farthest }, documents)).Ids);
        Assert.DoesNotContain("edge", (await SemanticRun.Of(options with { Keep = SemanticKeep.Closest }, documents)).Ids);
    }

    [Fact]
    public async Task Clusters_are_found_where_vectors_gather()
    {
        var documents = Enumerable.Range(0, 300).Select(i => SemanticRun.Document($"id-{i}", SemanticRun.Moved(SemanticRun.Random((ulong)i % 3, 24), (ulong)i, 0.3))).ToList();
        var run = await SemanticRun.Of(Defaults with { Clusters = 3, Action = SemanticAction.Mark }, documents);
        // Every cluster holds the vectors of one topic, unless two of the first centres fell into one.
        var clusters = run.Records.GroupBy(d => d.Notes[2].Integer).ToList();
        Assert.All(clusters, cluster => Assert.Equal(cluster.Count(), (int)cluster.First().Notes[3].Integer));
        var together = run.Records.GroupBy(d => int.Parse(d.Id[3..], System.Globalization.CultureInfo.InvariantCulture) % 3).Count(topic => topic.Select(d => d.Notes[2].Integer).Distinct().Count() == 1);
        Assert.True(together >= 1, "no topic is in one cluster");
    }

    [Theory]
    [InlineData(MissingVector.Keep, 5, 0)]
    [InlineData(MissingVector.Drop, 1, 4)]
    public async Task Documents_without_a_vector_are_counted(MissingVector policy, int kept, int dropped)
    {
        var run = await SemanticRun.Of(
            Defaults with { WithoutVector = policy },
            SemanticRun.Document("a", null), SemanticRun.Document("b", [0, 0]), SemanticRun.Document("c", [1, float.NaN]), SemanticRun.Document("d", [1, float.NegativeInfinity]), SemanticRun.Document("e", [1, 1]));
        Assert.Equal(kept, run.Records.Count);
        Assert.Equal(dropped, run.Dropped("no-vector"));
        Assert.Equal(["no-vector 1", "not-finite-vector 2", "zero-vector 1"], run.Tally.Warnings.Select(w => $"{w.Kind} {w.Count}"));
        Assert.Equal("document 'b' cannot be compared: its vector is all zeros", run.Tally.Warnings.Single(w => w.Kind == "zero-vector").Examples[0]);
    }

    [Fact]
    public async Task A_missing_vector_can_end_the_run()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => SemanticRun.Of(Defaults with { WithoutVector = MissingVector.Stop }, SemanticRun.Document("a", [1, 1]), SemanticRun.Document("b", null)));
        Assert.Equal("DP1163", fault.Faults[0].Code);
        Assert.Contains("'b'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Vectors_of_different_lengths_end_the_run(int shards)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => SemanticRun.Of(Defaults, [SemanticRun.Document("a", [1, 1]), SemanticRun.Document("b", [1, 1, 1])], shards, StageRunnerOptions.Default));
        Assert.Equal("DP1161", fault.Faults[0].Code);
        Assert.Contains("different models", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_or_holds_no_vectors_is_a_mistake()
    {
        Assert.Equal(["DP1013"], SemanticRun.FaultsOf(Defaults with { Column = "embeding" }, SemanticRun.Schema).Select(f => f.Code));
        Assert.Contains("did you mean 'embedding'?", SemanticRun.FaultsOf(Defaults with { Column = "embeding" }, SemanticRun.Schema)[0].Message, StringComparison.Ordinal);
        Assert.Equal(["DP1160"], SemanticRun.FaultsOf(Defaults with { Column = "score" }, SemanticRun.Schema).Select(f => f.Code));
        Assert.Contains("the stage 'embed' makes one", SemanticRun.FaultsOf(Defaults, DatasetSchema.Of(RecordType.Document))[0].Message, StringComparison.Ordinal);
    }
}
