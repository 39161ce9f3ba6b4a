using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Searches 256 MB of prose for benchmarks, on one core: a small set and a large one of as many words as all common sets together.</summary>
internal static class DecontaminationBenchmark
{
    internal static async Task RunAsync()
    {
        var documents = ProseDocuments.Make(256L << 20);
        var folder = Directory.CreateTempSubdirectory("datapipe-benchmark-");
        try
        {
            var small = Write(folder.FullName, "small.jsonl", 1_500, 50);
            var large = Write(folder.FullName, "large.jsonl", 150_000, 60);
            await StageClock.RateAsync("1,500 items, 13-grams", DecontaminateStage.Name, new DecontaminateOptions { Benchmarks = [small] }, documents);
            await StageClock.RateAsync("1,500 items, 8-grams, coverage", DecontaminateStage.Name, new DecontaminateOptions { Benchmarks = [small], Overlap = new OverlapOptions { NgramWords = 8, MinCoverage = 0.5 } }, documents);
            await StageClock.RateAsync("1,500 items, 13-grams, exact", DecontaminateStage.Name, new DecontaminateOptions { Benchmarks = [small], Overlap = new OverlapOptions { Match = DataPipe.Text.Ngrams.NgramRule.Exact } }, documents);
            await StageClock.RateAsync("150,000 items, 13-grams", DecontaminateStage.Name, new DecontaminateOptions { Benchmarks = [large] }, documents);
            List<Document> none = [documents[0]];
            await StageClock.RateAsync("150,000 items, index alone", DecontaminateStage.Name, new DecontaminateOptions { Benchmarks = [large] }, none);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Questions of other prose, a hundred of them short.
    private static BenchmarkOptions Write(string folder, string name, int items, int words)
    {
        using var file = new StreamWriter(Path.Combine(folder, name));
        var number = 0;
        foreach (var document in ProseDocuments.Make(items * (long)words * 9).AsEnumerable().Reverse())
        {
            var text = document.Text.ToString().ToUpperInvariant().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Reverse().ToArray();
            for (var at = 0; at + words <= text.Length && number < items; at += words)
                file.WriteLine(JsonSerializer.Serialize(new { question = string.Join(' ', text[at..(at + (number++ % 15 == 0 ? 10 : words))]) }));
        }

        return new BenchmarkOptions { Name = "gsm8k", Files = [new FilePattern(name, folder)] };
    }
}
