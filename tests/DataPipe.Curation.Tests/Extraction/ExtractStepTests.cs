using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Curation.Extraction;

namespace DataPipe.Curation.Tests.Extraction;

public class ExtractStepTests
{
    [Fact]
    public void A_page_becomes_plain_text_with_title_and_date()
    {
        var page = Pages.Html(
            "<head><title>The river &amp; the\n town | News</title><meta property=og:title content='The river &amp; the town'>"
            + $"<meta property='article:published_time' content='2024-03-05T10:30:00+01:00'></head><body>{Pages.Prose}</body>") with { Url = "http://example.org/river", Language = "en" };
        var verdict = new ExtractStep(new ExtractOptions()).Clean(page, out var cleaned);
        Assert.False(verdict.IsDrop);
        Assert.Equal(MediaTypes.Plain, cleaned.MediaType);
        Assert.StartsWith("The river had risen", cleaned.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal("The river & the town", cleaned.Title);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 10, 30, 0, TimeSpan.FromHours(1)), cleaned.PublishedAt);
        Assert.Equal(("http://example.org/river", "en", "id"), (cleaned.Url, cleaned.Language, cleaned.Id));
    }

    [Fact]
    public void What_is_known_already_is_not_overwritten()
    {
        var known = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var page = Pages.Html($"<title>From the page</title><meta itemprop=datePublished content=2024-01-01>{Pages.Prose}") with { Title = "Known", PublishedAt = known };
        new ExtractStep(new ExtractOptions()).Clean(page, out var cleaned);
        Assert.Equal(("Known", known), (cleaned.Title, cleaned.PublishedAt!.Value));
    }

    [Theory]
    [InlineData("<meta name='dc.date.issued' content='2023-07-01'>", "2023-07-01")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\" : \"2023-07-02T00:00:00Z\"}</script>", "2023-07-02")]
    [InlineData("<time itemprop=datePublished datetime='2023-07-03 08:00'>yesterday</time>", "2023-07-03")]
    [InlineData("<meta name=date content='May 5'><meta name=pubdate content='10:30'><meta name=pubdate content='2023-13-45'>", null)]
    [InlineData("<meta property=article:published_time content='0001-01-01T00:00:00Z'>", null)]
    public void Dates_are_read_where_nothing_is_left_to_guess(string head, string? expected)
    {
        new ExtractStep(new ExtractOptions()).Clean(Pages.Html(head + Pages.Prose), out var cleaned);
        Assert.Equal(expected, cleaned.PublishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Plain_text_is_the_same_instance()
    {
        var text = new Document("id", Utf8Text.From("<p>not a page"), "web");
        Assert.False(new ExtractStep(new ExtractOptions()).Clean(text, out var cleaned).IsDrop);
        Assert.Same(text, cleaned);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<html><head><title>Only a title</title></head><body><script>x</script></body></html>")]
    public void A_page_without_text_is_dropped(string html) =>
        Assert.Equal(ExtractStep.NoMainText, new ExtractStep(new ExtractOptions()).Clean(Pages.Html(html), out _).Reason);
}
