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

    [Theory]
    [InlineData("<meta name=author content='Ada Lovelace'>", 0, "Ada Lovelace")]
    [InlineData("<meta property='article:author' content='https://example.org/ada'>", 0, null)]
    [InlineData("<script type='application/ld+json'>{\"author\": [{\"@type\": \"Person\", \"name\": \"Ada \\u0022Countess\\u0022 L.\"}]}</script>", 0, "Ada \"Countess\" L.")]
    [InlineData("<script type='application/ld+json'>{\"author\": [\"Ada\", \"Charles\"], \"name\": \"Title\"}</script>", 0, "Ada")]
    [InlineData("<meta property='og:site_name' content='The Mill &amp; River'>", 1, "The Mill & River")]
    [InlineData("<link rel=canonical href='https://example.org/river?a=1&amp;b=2'><meta property='og:url' content='https://example.org/other'>", 2, "https://example.org/river?a=1&b=2")]
    [InlineData("<link rel=canonical href='/river'>", 2, null)]
    [InlineData("<meta http-equiv='content-language' content='en-GB'>", 3, "fr")]
    [InlineData("<a rel=license href='https://creativecommons.org/licenses/by/4.0/'>CC BY</a>", 4, "https://creativecommons.org/licenses/by/4.0/")]
    [InlineData("<a href='//creativecommons.org/publicdomain/zero/1.0/'>CC0</a><meta name='dcterms.license' content='https://example.org/licence'>", 4, "https://example.org/licence")]
    [InlineData("<meta property='og:type' content='product'>", 5, "product")]
    [InlineData("<meta name=author content=''>", 0, null)]
    public void Particulars_are_columns_when_asked_for(string head, int column, string? expected)
    {
        var options = new ExtractOptions { Particulars = true };
        var step = new ExtractStep(options);
        step.Clean(Pages.Html($"<html lang=fr>{head}{Pages.Prose}</html>"), out var cleaned);
        var notes = new NoteValue[ExtractStep.Columns(options).Count];
        step.Measure(cleaned, notes);
        Assert.Equal(expected, notes[column].Text);
        Assert.Empty(ExtractStep.Columns(new ExtractOptions()));
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
