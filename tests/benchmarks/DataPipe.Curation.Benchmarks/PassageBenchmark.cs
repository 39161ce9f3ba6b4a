using System.Globalization;
using DataPipe.Curation.Passages;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Deduplicates 256 MB of prose by lines, paragraphs, sentences and through a Bloom filter, all phases, on one core. The aim is 100 MB/s for exact lines.</summary>
internal static class PassageBenchmark
{
    internal static async Task RunAsync()
    {
        var documents = ProseDocuments.Make(256L << 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents.Count} documents, {documents.Sum(d => d.SizeBytes) / 1e6:F0} MB, {documents.Sum(d => (long)d.Text.Span.Count((byte)'\n')) / 1e6:F1} million lines"));
        await StageClock.RateAsync("dedup-lines", PassageDedupStage.Lines, new LineDedupOptions(), documents);
        await StageClock.RateAsync("dedup-lines, sha1", PassageDedupStage.Lines, new LineDedupOptions { Hash = PassageHash.Sha1 }, documents);
        await StageClock.RateAsync("dedup-lines, 64 MB of memory", PassageDedupStage.Lines, new LineDedupOptions { Memory = 64 << 20 }, documents);
        await StageClock.RateAsync("dedup-paragraphs", PassageDedupStage.Paragraphs, new ParagraphDedupOptions(), documents);
        await StageClock.RateAsync("dedup-sentences", PassageDedupStage.Sentences, new SentenceDedupOptions(), documents);
        await StageClock.RateAsync("dedup-bloom, by line", BloomDedupStage.Name, new BloomDedupOptions { By = BloomKey.Line, Memory = 64 << 20 }, documents);
        await StageClock.RateAsync("dedup-bloom, by text", BloomDedupStage.Name, new BloomDedupOptions(), documents);
    }
}
