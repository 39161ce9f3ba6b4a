using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Blocklists;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Signals;
using DataPipe.Curation.WordFrequencies;
using DataPipe.Testing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Trains language models on prose, counts words and hashed n-grams, and loads a list of four million domains; all on one core.</summary>
internal static class SignalStageBenchmark
{
    private const int Domains = 4_000_000;

    internal static async Task RunAsync(int megabytes)
    {
        var documents = ProseDocuments.Make((long)megabytes << 20);
        await StageClock.RateAsync("ngram-model, order 3", NgramModelStage.Name, new NgramModelOptions { Order = 3 }, documents);
        await StageClock.RateAsync("ngram-model, order 5", NgramModelStage.Name, new NgramModelOptions(), documents);
        await StageClock.RateAsync("ngram-model, order 5, 32 MB of memory", NgramModelStage.Name, new NgramModelOptions { Memory = 32 << 20 }, documents);
        await StageClock.RateAsync("word-frequencies", WordFrequencyStage.Name, new WordFrequencyOptions(), documents);
        await StageClock.RateAsync("hashed-ngrams", HashedNgramStage.Name, new HashedNgramOptions(), documents);
        LoadDomains();
    }

    private static void LoadDomains()
    {
        var path = Path.Combine(Path.GetTempPath(), $"datapipe-domains-{Environment.ProcessId}");
        try
        {
            using (var file = new StreamWriter(path))
                for (var i = 0; i < Domains; i++) file.Write($"site-{i * 7919L % 1_000_003}-{i}.example\n");
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var used = Environment.CpuUsage.TotalTime;
            var entry = CurationCatalogue.Entries.Steps.Single(s => s.Name == "url");
            var options = new UrlOptions { Domains = [new FilePattern(Path.GetFileName(path), Path.GetTempPath())] };
            var chain = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), [new StepUse(entry, options, null) { Files = new DiskStepFiles() }], new FaultList()).Create<Document>();
            var (seconds, bytes) = ((Environment.CpuUsage.TotalTime - used).TotalSeconds, GC.GetTotalMemory(forceFullCollection: true) - before);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Domains / 1e6:0} million domains loaded in {seconds:0.0} s, {bytes / (double)Domains:0.0} bytes each"));
            var documents = Enumerable.Range(0, 1000).Select(i => new Document($"d{i}", Utf8Text.From(""), "web") { Url = $"https://www.some-site-{i}.example/a/path/of/some/words-{i}?page={i}" }).ToArray();
            var best = double.MaxValue;
            for (var round = 0; round < 40; round++)
            {
                used = Environment.CpuUsage.TotalTime;
                foreach (var document in documents)
                {
                    var judged = document;
                    chain.Run(ref judged, out _);
                }

                best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"url: {documents.Length / best / 1e6:0.00} million addresses a second"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
