using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Sources;

/// <summary>Archives of other writers, damaged ones among them, where they lie beside the checkout.</summary>
public class RealArchiveTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_archive_gives_its_pages_or_a_fault_that_names_it()
    {
        if (Checkout.FindShared("warc") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/warc does not exist");
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var setup = new InMemorySetup();
            var stage = new WarcStage(new WarcOptions { Files = [new FilePattern(path, "")] }, setup);
            try
            {
                var run = await StageRunner.RunAsync<Document>(stage, [], StageRunnerOptions.Default);
                output.WriteLine($"{name}: {run.Records.Count} documents, dropped {string.Join(", ", run.Tally.Dropped.Select(d => $"{d.Reason} {d.Records}"))}; {string.Join(", ", run.Warnings.Select(w => $"{w.Kind} {w.Count}"))}");
                Assert.Equal(run.Tally.RecordsIn, run.Records.Count + run.Tally.Dropped.Sum(d => d.Records));
                Assert.Equal(run.Records.Count, run.Ids.Distinct().Count());
                Assert.All(run.Warnings, w => Assert.All(w.Examples, e => Assert.StartsWith($"{name} at offset ", e, StringComparison.Ordinal)));
            }
            catch (FaultException fault)
            {
                output.WriteLine($"{name}: {fault.Message}");
                Assert.Equal("DP2010", Assert.Single(fault.Faults).Code);
                Assert.Contains(name, fault.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("arc", name.Replace(".warc.paths", "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Common_crawl_gives_a_page_as_html_and_as_text()
    {
        if (Checkout.FindShared("warc/whirlwind.warc.gz") is not { } warc || Checkout.FindShared("warc/whirlwind.warc.wet.gz") is not { } wet)
        {
            output.WriteLine("skipped: ../shared/data/warc does not exist");
            return;
        }

        var html = Assert.Single((await RunAsync(warc)).Records);
        var text = Assert.Single((await RunAsync(wet)).Records);
        Assert.Equal((MediaTypes.Html, MediaTypes.Plain), (html.MediaType, text.MediaType));
        Assert.Equal(html.Url, text.Url);
        Assert.NotEqual(html.Id, text.Id);
    }

    private static Task<StageRun<Document>> RunAsync(string path) =>
        StageRunner.RunAsync<Document>(new WarcStage(new WarcOptions { Files = [new FilePattern(path, "")] }, new InMemorySetup()), [], StageRunnerOptions.Default);
}
