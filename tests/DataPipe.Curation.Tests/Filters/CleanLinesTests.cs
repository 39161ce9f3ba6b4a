using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Curation.Tests.Filters.References;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Tests.Filters;

public class CleanLinesTests
{
    private static readonly string[] Pieces =
    [
        "The river had risen in the night, and the people went down.", "It fell.", "HOME", "Home | About", "2024 17", "- a list item", "• one", "•", "-", "We use Cookies here", "ÜBER UNS steht hier.", "日本語の文です。", "  indented line  ",
        ">>> ---- <<<", "and so on...", "It fell.", "a b c d e f g h i j k l m n o p", "", " ", "\t", "x",
    ];

    private static readonly string[] Edges = ["", "", "", " ", "\t"];

    private static readonly CleanLinesOptions[] Choices =
    [
        new(),
        new() { Trim = LineTrim.Both, MaxNewlines = 1, MinWords = 2, MaxWords = 12, RemoveRepeated = true },
        new() { Trim = LineTrim.None, MaxNewlines = null, MinChars = 3, MaxChars = 40, Phrases = ["use cookies", "über uns"] },
        new() { Bullets = BulletLines.Remove, RequireTerminalPunctuation = true, MinKeptLines = 2, MaxRemovedWordFraction = 0.5 },
        new() { Bullets = BulletLines.Unmark, MaxUppercaseFraction = 0.5, MaxNumericFraction = 0.5, MaxSymbolFraction = 0.5, MinKeptLines = null },
        new() { MaxNewlines = 3, MinWords = 1, RemoveRepeated = true, Phrases = ["list"], MaxRemovedWordFraction = 0.2 },
    ];

    public static TheoryData<int> Ways => [.. Enumerable.Range(0, Choices.Length)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Lines_stay_and_go_as_the_options_say(int way)
    {
        foreach (var text in RandomTexts.Of(Pieces, Edges, 1500))
        {
            var expected = new CleanLinesReference(Choices[way]).Clean(text);
            var (verdict, document) = Steps.Run("clean-lines", Choices[way], Document(text));
            Assert.Equal(expected.Outcome, verdict.IsDrop ? verdict.Reason.Name : "keep");
            if (!verdict.IsDrop) Assert.Equal(expected.Text, document.Text.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_second_cleaning_changes_nothing(int way)
    {
        if (Choices[way].Bullets == BulletLines.Unmark) return; // a bullet may stand behind a bullet
        foreach (var text in RandomTexts.Of(Pieces, Edges, 300))
        {
            var (verdict, once) = Steps.Run("clean-lines", Choices[way], Document(text));
            if (!verdict.IsDrop) Assert.Same(once, Steps.Run("clean-lines", Choices[way], once).Document);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Any_bytes_are_cleaned_without_an_exception_and_never_grow(int way)
    {
        foreach (var unit in Enum.GetValues<LineUnit>())
        {
            var chain = Steps.Plan("clean-lines", Choices[way] with { Unit = unit, Signals = true, Mode = StepMode.Mark }, DatasetSchema.Of(RecordType.Document)).Create<Document>();
            for (var seed = 1; seed < 30; seed++)
            {
                var bytes = new byte[2000];
                for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Mix64.Of((ulong)(seed * 10_000 + i)) % (seed % 3) switch { 0 => 256u, 1 => 128u, _ => 34u });
                var document = new Document("id", new Utf8Text(bytes), "web");
                Assert.False(chain.Run(ref document, out _).IsDrop);
                Assert.InRange(document.Text.LengthBytes, 0, bytes.Length);
            }
        }
    }

    [Fact]
    public void Bounds_that_no_line_meets_are_faults()
    {
        var faults = Steps.Faults("clean-lines", new CleanLinesOptions { MinChars = 5, MaxChars = 4, MinWords = 3, MaxWords = 2 }, DatasetSchema.Of(RecordType.Document));
        Assert.Equal(["DP1226", "DP1226"], faults.Select(f => f.Code));
    }

    private static Document Document(string text) => new("id", Utf8Text.From(text), "web");
}
