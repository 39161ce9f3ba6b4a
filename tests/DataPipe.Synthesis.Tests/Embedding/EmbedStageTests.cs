using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Embedding;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Teachers.Embeddings;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Embedding;

public class EmbedStageTests
{
    private static readonly EmbedOptions Options = new() { Teacher = "model", Dimensions = 16, TextsPerRequest = 3 };

    [Fact]
    public async Task Every_document_goes_on_in_order_with_the_vector_of_its_text()
    {
        var documents = Enumerable.Range(0, 50).Select(i => Document($"id-{i}", i % 7 == 3 ? "" : $"text number {i} of the corpus")).ToList();
        var run = await RunAsync(Options, documents, new EmbedderShelf());
        Assert.Equal(documents.Select(d => d.Id), run.Ids);
        var embedder = new SimulatedEmbedder(new EmbeddingOptions { Dimensions = 16 });
        foreach (var document in run.Records)
        {
            if (document.Text.IsEmpty) Assert.False(document.Notes[0].HasValue);
            else Assert.Equal((await embedder.EmbedAsync([document.Text.ToString()], CancellationToken.None)).Vectors[0]!, document.Notes[0].Vector!);
        }
    }

    [Fact]
    public async Task Long_texts_are_cut_between_characters_and_counted()
    {
        var asked = new Recorder(null);
        var run = await RunAsync(Options with { MaxCharacters = 4 }, [Document("a", "abcdef"), Document("b", "abc👩def"), Document("c", "abcd")], new EmbedderShelf(asked));
        Assert.Equal(["abcd", "abc", "abcd"], asked.Texts);
        Assert.Equal(2, run.Tally.Warnings.Single(w => w.Kind == "text-cut").Count);
        Assert.Equal("abcdef", run.Records[0].Text.ToString());
    }

    [Theory]
    [InlineData(FailureKind.Unauthorised, "DP5001")]
    [InlineData(FailureKind.InvalidRequest, "DP5002")]
    [InlineData(FailureKind.Transient, "DP5003")]
    [InlineData(FailureKind.QuotaExhausted, "DP5004")]
    public async Task A_model_that_does_not_answer_ends_the_task(FailureKind kind, string code)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(Options, [Document("a", "text")], new EmbedderShelf(new Recorder(new Reply.Failed(kind, "No.")))));
        Assert.Equal(code, fault.Faults[0].Code);
        Assert.Contains("teacher 'model'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_teacher_without_embeddings_and_a_column_that_is_there_are_mistakes()
    {
        var setup = Setup(new DatasetSchema(RecordType.Document, [new NoteColumn("embedding", NoteType.Vector, "")]), new TeacherOptions { Kind = "anthropic", Model = "claude" });
        EmbedEntry.Create(Options, setup, new EmbedderShelf());
        Assert.Equal(["DP5012", "DP1210"], setup.Faults.Faults.Select(f => f.Code));
    }

    private static Document Document(string id, string text) => new(id, Utf8Text.From(text), "web");

    private static InMemorySetup Setup(DatasetSchema schema, TeacherOptions teacher)
    {
        var setup = InMemorySetup.For(schema);
        setup.Resources[("teachers", "model")] = teacher;
        return setup;
    }

    private static Task<StageRun<Document>> RunAsync(EmbedOptions options, IReadOnlyList<Document> documents, EmbedderShelf embedders)
    {
        var setup = Setup(DatasetSchema.Of(RecordType.Document), new TeacherOptions());
        var stage = EmbedEntry.Create(options, setup, embedders);
        setup.Faults.ThrowIfAny();
        return StageRunner.RunAsync(stage, [InputRecords.Of("web", documents)], StageRunnerOptions.Default with { BatchRecords = 7 });
    }

    private sealed class Recorder(Reply.Failed? failure) : IEmbedder
    {
        public List<string> Texts { get; } = [];

        public TeacherIdentity Identity { get; } = new("simulated", "recorder", "in-process", Simulated: true, Version: "1");

        public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
        {
            Texts.AddRange(texts);
            return Task.FromResult(new EmbeddingReply([.. texts.Select(_ => failure is null ? new float[] { 1 } : null)], Usage.None, "recorder") { Failure = failure });
        }
    }
}
