using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Extraction;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Extraction;

/// <summary>Extraction on real pages with known main texts, where they lie beside the checkout: word F1 a page, macro mean.</summary>
public class ExtractionScoreTests(ITestOutputHelper output)
{
    // Measured 0.8646; a change that falls below this has broken something.
    private const double MinF1 = 0.864;

    // Measured 0.687, on pages of one product.
    private const double MinTypeF1 = 0.65;

    // Measured 0.077.
    private const double MaxLeakedFraction = 0.08;

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

        var score = ExtractionScore.Of(found, truth);
        foreach (var (type, pages, f1) in score.Types) output.WriteLine($"{type} {f1:F3} over {pages} pages");
        output.WriteLine($"macro F1 {score.F1:F4}; some snippet that must not appear does on {score.Without.Leaked} of {score.Without.Pages} pages");
        Assert.True(score.F1 >= MinF1, $"macro F1 {score.F1:F4}");
        Assert.All(score.Types, t => Assert.True(t.F1 >= MinTypeF1, $"{t.Type} {t.F1:F4}"));
        Assert.True(score.Without.Leaked <= score.Without.Pages * MaxLeakedFraction, $"{score.Without.Leaked} of {score.Without.Pages}");
    }
}
