using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters.Dclm;
using DataPipe.Curation.Filters.Dolma;
using DataPipe.Curation.Filters.Nemo;
using DataPipe.Curation.Tests.Filters.References;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Filters;

/// <summary>Our verdicts beside those of published rules, worded plainly, on made-up pages and on real-looking ones.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "The river had risen in the night, and the people of the village went down to look at it.", "Have you seen that before?", "- a list item", "● one", "* two of them", "#tags #tags", "and so on...", ". . .", "cut off…",
        "Home | About", "{ code } [1] (2)", "12 345 6789", "“Quoted,” she said to the man.", "again and again and again and again and again and again", "日本語の文です。", "Ünïcödé Ⅷ ①", "x y z", "incomprehensibilities",
        "https://example.com/a?b=1", "Read our Privacy Policy here.", "lorem ipsum", "No mark at the end", "THE END", "(read more", "a\u00a0b", "x\0y", "\u2028", "ﬁne",
    ];

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Fact]
    public void DCLM_s_quality_rules_give_the_same_reason() => Agree("dclm-quality", RandomTexts.Of(Pieces, ["", "", " "], 3000).Concat(SharedTexts.Parity(output)), DclmQualityReference.Judge);

    [Fact]
    public void DCLM_s_repetition_rules_measure_the_same_numbers_and_give_the_same_reason() =>
        Agree("dclm-repetition", new DclmRepetitionOptions { Signals = true, Mode = StepMode.Mark }, DclmRepetitionReference.Signals, DclmRepetitionReference.Judge);

    [Fact]
    public void NeMo_s_heuristics_score_the_same_numbers_and_give_the_same_reason() =>
        Agree("nemo-heuristics", new NemoHeuristicsOptions { Signals = true, Mode = StepMode.Mark }, NemoReference.Signals, NemoReference.Judge);

    [Fact]
    public void Dolma_s_tagger_measures_the_same_numbers_and_its_rules_give_the_same_reason() =>
        Agree("dolma-gopher", new DolmaGopherOptions { Signals = true, Mode = StepMode.Mark }, DolmaReference.Signals, DolmaReference.Judge);

    private void Agree(string step, object measuring, Func<string, double[]> measure, Func<double[], string> judge)
    {
        var plan = Steps.Plan(step, measuring, DatasetSchema.Of(RecordType.Document));
        var chain = plan.Create<Document>();
        Dictionary<string, double[]> signals = [];
        foreach (var text in RandomTexts.Of(Pieces, ["", "", " "], 2000).Concat(SharedTexts.Parity(output).Where((_, i) => IsLong || i % 4 == 0)))
        {
            var document = new Document("id", Utf8Text.From(text), "web");
            chain.Run(ref document, out _);
            var expected = signals[text] = measure(text);
            for (var i = 0; i < expected.Length; i++)
            {
                var found = SignalColumns.Number(plan.Output.Notes[i], document.Notes[i]);
                Assert.True(expected[i] == found, $"{plan.Output.Notes[i].Name}: expected {expected[i]}, found {found}: {text.ReplaceLineEndings("⏎")}");
            }
        }

        Agree(step, signals.Keys, text => judge(signals[text]));
    }

    private void Agree(string step, IEnumerable<string> texts, Func<string, string> reference)
    {
        var chain = Steps.Plan(step, Activator.CreateInstance(Steps.Entry(step).Options)!, DatasetSchema.Of(RecordType.Document)).Create<Document>();
        Dictionary<string, int> reasons = [];
        foreach (var text in texts)
        {
            var document = new Document("id", Utf8Text.From(text), "web");
            var verdict = chain.Run(ref document, out _);
            var (expected, found) = (reference(text), verdict.IsDrop ? verdict.Reason.Name : "keep");
            Assert.True(expected == found, $"expected {expected}, found {found}: {text.ReplaceLineEndings("⏎")}");
            reasons[found] = reasons.GetValueOrDefault(found) + 1;
        }

        output.WriteLine(string.Join(", ", reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}")));
        Assert.True(reasons.Count > 3);
    }
}
