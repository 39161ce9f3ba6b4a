using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Extraction;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Extraction;

/// <summary>Extraction on real pages with known main texts, where they lie beside the checkout: word F1 a page, macro mean.</summary>
public partial class ExtractionScoreTests(ITestOutputHelper output)
{
    // Measured 0.840; a change that falls below this has broken something.
    private const double MinF1 = 0.83;

    [Fact]
    public async Task Real_pages_give_their_main_text()
    {
        if (Checkout.FindShared("web/real-web.warc.gz") is not { } archive || Checkout.FindShared("web/ground-truth.jsonl.gz") is not { } truth)
        {
            output.WriteLine("skipped: ../shared/data/web does not exist");
            return;
        }

        var extract = StepEntry.Of<Document, ExtractOptions>("extract", 1, "Extracts.", ExtractStep.Reasons, o => new ExtractStep(o));
        var setup = new InMemorySetup { Steps = [new StepUse(extract, new ExtractOptions(), null)] };
        var stage = new WarcStage(new WarcOptions { Files = [new FilePattern(archive, "")] }, setup);
        var run = await StageRunner.RunAsync<Document>(stage, [], new StageRunnerOptions { RejectsFraction = 0 });
        Assert.Empty(run.Warnings);
        Assert.Equal(1497, run.Tally.RecordsIn);
        var found = run.Records.ToDictionary(r => r.Url!, r => r.Text.ToString());

        double sum = 0;
        var pages = 0;
        using var lines = new StreamReader(new GZipStream(File.OpenRead(truth), CompressionMode.Decompress), Encoding.UTF8);
        while (await lines.ReadLineAsync() is { } line)
        {
            using var page = JsonDocument.Parse(line);
            sum += F1(page.RootElement.GetProperty("text").GetString() ?? "", found.GetValueOrDefault(page.RootElement.GetProperty("url").GetString()!, ""));
            pages++;
        }

        output.WriteLine($"macro F1 {sum / pages:F4} over {pages} pages");
        Assert.True(sum / pages >= MinF1, $"macro F1 {sum / pages:F4}");
    }

    private static double F1(string truth, string found)
    {
        var wanted = Bag(truth);
        var given = Bag(found);
        int all = wanted.Values.Sum() + given.Values.Sum(), hits = 0;
        foreach (var (word, count) in wanted) hits += Math.Min(count, given.GetValueOrDefault(word));
        return all == 0 ? 1 : 2.0 * hits / all;
    }

    private static Dictionary<string, int> Bag(string text)
    {
        Dictionary<string, int> bag = [];
        var words = bag.GetAlternateLookup<ReadOnlySpan<char>>();
        var lower = text.ToLowerInvariant();
        foreach (var word in Word().EnumerateMatches(lower))
        {
            var span = lower.AsSpan(word.Index, word.Length);
            words[span] = words.TryGetValue(span, out var count) ? count + 1 : 1;
        }

        return bag;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
