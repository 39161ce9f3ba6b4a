using System.Globalization;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Semantic;
using DataPipe.Curation.Tests.Sources;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Semantic;

public sealed class VectorSourceTests : IDisposable
{
    private static readonly SemanticOptions Defaults = new() { Memory = 64 << 20, MinSimilarity = 0.95, Iterations = 4, Clusters = 3, Action = SemanticAction.Mark };
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 5)]
    public async Task Vectors_of_files_give_what_the_same_vectors_of_a_column_give(int shards, int buckets)
    {
        var documents = SemanticRun.Mixed(9, 90, 12);
        WriteLines("a.jsonl", documents.Where((_, i) => i % 2 == 0).Reverse());
        await WriteParquetAsync("b.parquet", documents.Where((_, i) => i % 2 == 1));
        var byColumn = await SemanticRun.Of(Defaults, documents);
        var byFiles = await SemanticRun.Of(From("*") with { Buckets = buckets }, [.. documents.Select(d => SemanticRun.Document(d.Id, null, d.Text.ToString()))], shards, StageRunnerOptions.Default);
        Assert.Equal(Marks(byColumn), Marks(byFiles));
        Assert.Equal(byColumn.Tally.Warnings.Select(w => (w.Kind, w.Count)), byFiles.Tally.Warnings.Select(w => (w.Kind, w.Count)));
    }

    [Fact]
    public async Task Vectors_that_belong_to_nobody_or_come_twice_are_counted_and_the_first_counts()
    {
        await File.WriteAllTextAsync(_folder.PathOf("a.jsonl"), "{\"id\": 1, \"embedding\": [1, 0]}\n\n{\"id\": \"2\", \"embedding\": [0, 1]}\n{\"id\": \"stranger\", \"embedding\": [1, 1]}\n{\"id\": \"3\", \"embedding\": null}\n");
        await File.WriteAllTextAsync(_folder.PathOf("b.jsonl"), "{\"id\": \"2\", \"embedding\": [1, 0]}\n");
        var run = await SemanticRun.Of(From("*.jsonl") with { Clusters = 1 }, SemanticRun.Document("1", null), SemanticRun.Document("2", null), SemanticRun.Document("3", null), SemanticRun.Document("4", null));
        Assert.Equal(["no-vector 2", "vector-twice 1", "vector-without-document 1"], run.Tally.Warnings.Select(w => $"{w.Kind} {w.Count}"));
        Assert.All(run.Records.Where(d => d.Id is "1" or "2"), d => Assert.False(d.Notes[5].Boolean));
    }

    [Fact]
    public async Task Files_without_such_columns_or_that_are_no_lines_of_json_are_mistakes()
    {
        await WriteParquetAsync("a.parquet", SemanticRun.Mixed(1, 3, 4));
        await File.WriteAllTextAsync(_folder.PathOf("b.jsonl"), "{\"id\": \"1\", \"embedding\": [1, 0]}\nno json\n");
        var document = SemanticRun.Document("1", null);
        var other = From("a.parquet");
        other = other with { Vectors = other.Vectors! with { VectorField = "embeding" } };
        var fault = await Assert.ThrowsAsync<FaultException>(() => SemanticRun.Of(other, document));
        Assert.Equal("DP1164", fault.Faults[0].Code);
        Assert.Contains("did you mean 'embedding'?", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<FaultException>(() => SemanticRun.Of(From("b.jsonl"), document));
        Assert.Equal("DP2012", fault.Faults[0].Code);
        Assert.Contains("b.jsonl:2", fault.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.PathOf("c.parquet"), "PAR1 and no more");
        fault = await Assert.ThrowsAsync<FaultException>(() => SemanticRun.Of(From("c.parquet"), document));
        Assert.Equal("DP3007", fault.Faults[0].Code);
    }

    private static List<(string, bool, Notes)> Marks(StageRun<Document> run) =>
        [.. run.Records.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => (d.Id, d.Notes[5].HasValue, new Notes([d.Notes[2], d.Notes[3], d.Notes[4], d.Notes[5]])))];

    private SemanticOptions From(string pattern) => Defaults with { Vectors = new VectorSourceOptions { Files = [_folder.Pattern(pattern)] } };

    private void WriteLines(string name, IEnumerable<Document> documents) => File.WriteAllLines(
        _folder.PathOf(name),
        documents.Where(d => d.Notes[1].HasValue).Select(d => $"{{\"embedding\": [{string.Join(',', d.Notes[1].Vector!.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}], \"id\": \"{d.Id}\"}}"));

    private async Task WriteParquetAsync(string name, IEnumerable<Document> documents)
    {
        await using var file = File.Create(_folder.PathOf(name));
        await using var writer = new ParquetWriter(file, new ParquetSchema([SchemaNode.String("id"), SchemaNode.List("embedding", true, SchemaNode.Float("element"))]), new ParquetWriterOptions());
        foreach (var document in documents)
        {
            writer.Column(0).Append(document.Id);
            var vector = document.Notes[1].Vector;
            if (vector is null) writer.Column(1).AppendNull(0, 0);
            for (var i = 0; i < vector?.Length; i++) writer.Column(1).Append(vector[i], 2, i == 0 ? 0 : 1);
            writer.EndRow();
        }

        await writer.FinishAsync(CancellationToken.None);
    }
}
