using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Extraction;

namespace DataPipe.Curation.Tests.Extraction;

/// <summary>Extracts pages in tests.</summary>
internal static class Pages
{
    /// <summary>Two paragraphs of prose, enough for a page to have a main text.</summary>
    internal const string Prose =
        "<p>The river had risen in the night, and the people of the town went down to the bank to look at it, for they had heard the water from their beds.</p>"
        + "<p>Nobody could say how high it would come; the oldest of them had seen it at the door of the mill, and that was the year the bridge was lost.</p>";

    internal static string Extract(string html, ExtractMode mode = ExtractMode.Balanced, ExtractFormat format = ExtractFormat.Text) =>
        Encoding.UTF8.GetString(new PageExtractor(new ExtractOptions { Mode = mode, Format = format }).Extract(Encoding.UTF8.GetBytes(html)));

    internal static Document Html(string html) => new("id", Utf8Text.From(html), "web") { MediaType = MediaTypes.Html };
}
