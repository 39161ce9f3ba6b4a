using DataPipe.Core.Records;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.C4;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Filters;

public class C4QualityCleanerTests
{
    private static readonly string[] Lines =
    [
        "The river had risen in the night.", "Too short.", "No mark at the end", "A [1] mark[citation needed] in it.", "JavaScript is needed here.",
        "We use cookies for it.", "", "   ", "Ends with dots...", "“Quoted,” she said. \"Yes.\"", "Ünïcödé words are words.", "[[1]2] nested marks are cut.", "[edit] [1] [2] .",
    ];

    [Fact]
    public void A_second_cleaning_changes_nothing()
    {
        var options = new C4QualityOptions { MinSentences = 1, RemoveCitations = false };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var (verdict, once) = Steps.Run("c4", options, Document(text));
            return verdict.IsDrop || ReferenceEquals(once, Steps.Run("c4", options, once).Document);
        }));
    }

    [Fact]
    public void Lines_keep_their_order_and_their_words()
    {
        var options = new C4QualityOptions { MinSentences = null, MinWordsPerLine = null, RequireTerminalPunctuation = false, RemoveCitations = false };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var expected = string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => !l.Contains("JavaScript", StringComparison.Ordinal) && !l.Contains("cookies", StringComparison.Ordinal))).Trim();
            return Steps.Run("c4", options, Document(text)).Document.Text.ToString() == expected;
        }));
    }

    [Fact]
    public void Any_bytes_are_cleaned_without_an_exception()
    {
        var bytes = new byte[5000];
        for (var seed = 1; seed < 50; seed++)
        {
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Text.Hashing.Mix64.Of((ulong)(seed * 10_000 + i)) % (seed % 2 == 0 ? 256u : 128u));
            Steps.Run("c4", new C4QualityOptions { MinSentences = null, RequireTerminalPunctuation = false }, new Document("id", new Utf8Text(bytes.ToArray()), "web"));
        }
    }

    [Fact]
    public void A_hundred_thousand_open_brackets_take_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("[1", 50_000)) + " and some more words.";
        Assert.False(Steps.Judge("c4", new C4QualityOptions { MinSentences = 1, MaxWordChars = null }, text).IsDrop);
    }

    private static Gen<string> Texts() => Gen.Elements(Lines).ListOf().Select(lines => string.Join('\n', lines));

    private static Document Document(string text) => new("id", Utf8Text.From(text), "web");
}
