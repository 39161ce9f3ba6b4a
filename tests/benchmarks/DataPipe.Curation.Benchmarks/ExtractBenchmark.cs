using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Curation.Extraction;
using DataPipe.Curation.Sources;
using DataPipe.Testing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>
/// Reads the pages of an archive, extracts each, writes a line of JSON with url and text for each (the form that extraction scores take), and prints how many MB of HTML
/// a second of processor time reading and extraction get through, each on one core. With the main texts that people marked, it prints the score as well.
/// </summary>
internal static class ExtractBenchmark
{
    private const int Rounds = 5;

    internal static async Task RunAsync(string archive, string output, string? truth)
    {
        var setup = new InMemorySetup();
        var stage = new WarcStage(new WarcOptions { Files = [new FilePattern(Path.GetFullPath(archive), Directory.GetCurrentDirectory())] }, setup);
        setup.Faults.ThrowIfAny();
        var watch = Watch();
        var run = await StageRunner.RunAsync<Document>(stage, [], new StageRunnerOptions { TokenCounter = new SpaceTokenCounter() });
        var bytes = run.Records.Sum(r => r.SizeBytes);
        Print($"{run.Records.Count} pages, {bytes / 1e6:F1} MB of HTML");
        Print($"reading     {bytes / 1e6 / watch().TotalSeconds,6:F0} MB/s, tokens not counted");

        List<double> rates = [];
        long allocated = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var step = new ExtractStep(new ExtractOptions());
            var before = GC.GetAllocatedBytesForCurrentThread();
            watch = Watch();
            foreach (var page in run.Records) step.Clean(page, out _);
            // The first round warms up.
            if (round > 0) rates.Add(bytes / 1e6 / watch().TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Print($"extraction  {rates.Order().ElementAt(Rounds / 2),6:F0} MB/s (best {rates.Max():F0}), {(double)allocated / bytes:F3} bytes allocated a byte of HTML");
        var texts = Write(run.Records, output);
        if (truth is not null) Print(ExtractionScore.Of(texts, truth));
    }

    private static void Print(ExtractionScore score)
    {
        Print($"F1          {score.F1,6:F3} macro mean over pages");
        foreach (var (type, pages, f1) in score.Types) Print($"  {type,-16} {f1:F3} ({pages} pages)");
        Print($"all snippets that must appear do on {score.With.Kept} of {score.With.Pages} pages, some that must not on {score.Without.Leaked} of {score.Without.Pages} ({100.0 * score.Without.Leaked / score.Without.Pages:F1} %)");
    }

    private static Dictionary<string, string> Write(IReadOnlyList<Document> pages, string output)
    {
        Dictionary<string, string> texts = [];
        var step = new ExtractStep(new ExtractOptions());
        using var lines = new StreamWriter(output);
        foreach (var page in pages)
        {
            var text = step.Clean(page, out var cleaned).IsDrop ? "" : cleaned.Text.ToString();
            lines.WriteLine(JsonSerializer.Serialize(new { url = page.Url, text }));
            texts[page.Url!] = text;
        }

        return texts;
    }

    private static Func<TimeSpan> Watch()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        return () => Process.GetCurrentProcess().TotalProcessorTime - before;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
