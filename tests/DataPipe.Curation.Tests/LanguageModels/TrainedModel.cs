using System.Globalization;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Testing;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.Tests.LanguageModels;

/// <summary>Trains a model on lines in a test.</summary>
internal sealed record TrainedModel(StageRun<Document> Run, NgramModel Model, byte[] Bytes, string? Arpa)
{
    internal static Task<TrainedModel> OfAsync(NgramModelOptions options, params string[] lines) => OfAsync(options, 1, StageRunnerOptions.Default, lines);

    internal static async Task<TrainedModel> OfAsync(NgramModelOptions options, int shards, StageRunnerOptions runner, params string[] lines)
    {
        // Several lines a document, so that both kinds of end are met.
        var documents = lines.Chunk(3).Select((some, i) => new Document($"d{i}", Utf8Text.From(string.Join('\n', some)), "test")).ToArray();
        var input = InputRecords.Of("text", documents).Dealt(shards);
        var setup = InMemorySetup.For([input]);
        var stage = NgramModelStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        var run = await StageRunner.RunAsync(stage, [input], runner);
        var bytes = run.Extras.Single(e => e.Name.EndsWith(NgramModelStage.Extension, StringComparison.Ordinal)).Bytes;
        var arpa = run.Extras.SingleOrDefault(e => e.Name.EndsWith(NgramModelStage.ArpaExtension, StringComparison.Ordinal))?.Bytes;
        return new TrainedModel(run, NgramModelReader.Read(new MemoryStream(bytes)), bytes, arpa is null ? null : Encoding.UTF8.GetString(arpa));
    }

    /// <summary>Log10 of a sentence of words with spaces between.</summary>
    internal static double Score(NgramModel model, string line) =>
        new NgramScorer(model).ScoreSentence([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => NgramHash.OfWord(Encoding.UTF8.GetBytes(w)))]);

    /// <summary>The n-grams of an ARPA text: probability and back-off weight by words.</summary>
    internal static Dictionary<string, (double Log, double Backoff)> Parse(string arpa) => arpa.Split('\n')
        .Select(l => l.Split('\t')).Where(f => f.Length >= 2)
        .ToDictionary(f => f[1], f => (double.Parse(f[0], CultureInfo.InvariantCulture), f.Length > 2 ? double.Parse(f[2], CultureInfo.InvariantCulture) : 0));

    /// <summary>Lines of made-up words, the frequent ones frequent.</summary>
    internal static string[] Lines(int count, int seed, int vocabulary = 30)
    {
        var random = new Random(seed);
        string Word() => "w" + (int)(vocabulary * Math.Pow(random.NextDouble(), 3));
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(9)).Select(_ => Word())))];
    }
}
