using DataPipe.Core.Records;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.Dclm;
using DataPipe.Curation.Tests.Filters.References;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Filters;

/// <summary>Our line rules beside DCLM's and RefinedWeb's, worded plainly.</summary>
public class DclmLinesTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "The river had risen in the night, and the people went down.", "“Quoted,” she said.", "SIGN UP", "Sign-in", "sign-in to read", "Read more...", "Go on. read more >>", "3 items in cart", "Items in Cart",
        "12,3K  views!", "٣ likes", "3 like", "2024", "①②", "Ⅷ ÄÖ", "Home", "(bracketed) words here", "日本語の文です", "a b c d e f g h i j k", "a b c d e f g sign-in", "-", "...", "_", "x\u00a0y", "x\0y",
    ];

    private static readonly string[] Edges = ["", "", "", " ", "  ", "\t", "\u00a0", "\u001c"];

    [Theory]
    [InlineData(LineWordCount.Removed)]
    [InlineData(LineWordCount.Flagged)]
    public void Text_and_reasons_are_those_of_one_pass_after_the_other(LineWordCount counting)
    {
        var reference = new DclmLinesReference(Strips: false, Flagged: counting == LineWordCount.Flagged);
        foreach (var text in RandomTexts.Of(Pieces, Edges, 4000)) Same(reference.Clean(text), text, counting);
    }

    // The code strips the page between its passes. That tells only where the page begins or ends with whitespace, or comes to by a phrase that is cut out there, and another rule then applies.
    [Fact]
    public void Stripping_the_page_between_the_rules_changes_little_and_only_where_a_phrase_is_cut_out()
    {
        var (between, behind) = (new DclmLinesReference(Strips: true, Flagged: false), new DclmLinesReference(Strips: false, Flagged: false));
        var others = RandomTexts.Of(Pieces, [""], 4000).Select(PythonText.Strip).Where(text => between.Clean(text) != behind.Clean(text)).ToList();
        output.WriteLine($"{others.Count} of 4000 made-up pages");
        Assert.InRange(others.Count, 0, 8);
        Assert.All(others, text => Assert.Contains("items in cart", text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Documents_are_cleaned_as_DCLM_does()
    {
        var reference = new DclmLinesReference(Strips: true, Flagged: false);
        var texts = SharedTexts.Parity(output);
        foreach (var text in texts) Same(reference.Clean(text), text, LineWordCount.Removed);
        output.WriteLine($"{texts.Count} documents");
    }

    private static void Same((string? Text, string Outcome) expected, string text, LineWordCount counting)
    {
        var (verdict, document) = Steps.Run("dclm-lines", new DclmLinesOptions { Counting = counting }, new Document("id", Utf8Text.From(text), "web"));
        var outcome = verdict.IsDrop ? verdict.Reason.Name : "keep";
        Assert.True(expected.Outcome == outcome, $"expected {expected.Outcome}, found {outcome}: {text.ReplaceLineEndings("⏎")}");
        if (expected.Text is not null) Assert.Equal(expected.Text, document.Text.ToString());
    }
}
