using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Semantic;
using DataPipe.Testing;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Tests.Semantic;

/// <summary>Runs the stage in memory, over documents with vectors.</summary>
internal static class SemanticRun
{
    internal static DatasetSchema Schema { get; } = new(RecordType.Document, [new NoteColumn("score", NoteType.Number, ""), new NoteColumn("embedding", NoteType.Vector, "")]);

    internal static Document Document(string id, float[]? vector, string text = "text") =>
        new(id, Utf8Text.From(text), "web") { Notes = new Notes([NoteValue.Of(0.5), NoteValue.Of(vector)]) };

    internal static Task<StageRun<Document>> Of(SemanticOptions options, params IReadOnlyList<Document> documents) => Of(options, documents, 1, StageRunnerOptions.Default);

    internal static async Task<StageRun<Document>> Of(SemanticOptions options, IReadOnlyList<Document> documents, int shards, StageRunnerOptions runner)
    {
        StageInputRecords<Document>[] inputs = [new StageInputRecords<Document>("web", Schema, [documents]).Dealt(shards)];
        var setup = InMemorySetup.For(inputs);
        var stage = SemanticStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        return await StageRunner.RunAsync(stage, inputs, runner);
    }

    internal static IReadOnlyList<Fault> FaultsOf(SemanticOptions options, DatasetSchema schema)
    {
        var setup = InMemorySetup.For(schema);
        SemanticStage.Create(options, setup);
        return setup.Faults.Faults;
    }

    /// <summary>A vector of numbers drawn from a seed.</summary>
    internal static float[] Random(ulong seed, int dimensions) =>
        [.. Enumerable.Range(0, dimensions).Select(i => (float)(Mix64.ToUnitInterval(Mix64.Combine(seed, (ulong)i)) - 0.5))];

    /// <summary>The vector moved a little: a cosine of about 1 - amount squared / 2 to it.</summary>
    internal static float[] Moved(float[] vector, ulong seed, double amount)
    {
        var (other, length) = (Random(~seed, vector.Length), Math.Sqrt(vector.Sum(n => (double)n * n)));
        var otherLength = Math.Sqrt(other.Sum(n => (double)n * n));
        return [.. vector.Zip(other, (a, b) => (float)(a + b / otherLength * length * amount))];
    }

    /// <summary>Documents with vectors of a few topics, some nearly the same, some without a vector that can be compared.</summary>
    internal static List<Document> Mixed(int seed, int count, int dimensions)
    {
        List<Document> documents = [];
        for (var i = 0; i < count; i++)
        {
            var number = Mix64.Combine((ulong)seed, (ulong)i);
            var vector = Moved(Random(Mix64.Combine((ulong)seed, number % 5), dimensions), number, 0.8);
            if (i % 3 == 2) vector = Moved(documents[i / 2].Notes[1].Vector ?? vector, number, i % 2 == 0 ? 0.05 : 0.2);
            if (i % 11 == 5) vector = null;
            if (i % 13 == 7) vector = new float[dimensions];
            documents.Add(Document($"id-{i}", vector, new string('x', (int)(number >> 40) % 50)));
        }

        return documents;
    }
}
