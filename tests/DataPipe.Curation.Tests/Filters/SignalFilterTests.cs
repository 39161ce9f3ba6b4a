using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Filters;

/// <summary>What holds for every filter that is signals and rules.</summary>
public class SignalFilterTests
{
    private static readonly string[] Pieces =
    [
        "The river had risen in the night, and the people of the village went down to look at it.", "Have you seen that before?", "- a list item", "#tags #tags", "and so on...", "Home | About", "{ code }",
        "3 likes", "lorem ipsum dolor sit amet.", "\n", "\n\n", "日本語の文です。", "Ünïcödé — words “quoted”.", "again and again and again and again and again", "It isn't far; we use cookies.", "\u2028", "\0", "SIGN UP NOW",
    ];

    public static TheoryData<string> Names => [.. CurationCatalogue.Entries.Steps.Where(Decides).Select(s => s.Name)];

    [Fact]
    public void The_published_filters_decide_by_rules() =>
        Assert.Superset(new HashSet<string> { "gopher-quality", "gopher-repetition", "c4", "c4-paragraph", "fineweb-quality", "dclm-lines", "length" }, CurationCatalogue.Entries.Steps.Where(Decides).Select(s => s.Name).ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public void Stored_signals_decide_as_the_filter_does(string step) => Holds(text =>
    {
        var (measured, columns) = Run(step, Options(step, signals: true, StepMode.Mark), text);
        Assert.False(measured.Verdict.IsDrop);
        var stored = measured.Document.Notes;
        var verdict = stored[columns.IndexOf(SignalColumns.Verdict(step).Name)].Text;
        var rules = Steps.Entry(step).Rules(Options(step));
        var failed = rules.Where(r => r.Fails(SignalColumns.Number(r.Signal, stored[columns.IndexOf(r.Signal.Name)]))).Select(r => r.Reason.Name).ToArray();
        var judged = Run(step, Options(step), text).Result;
        var outcome = judged.Verdict.IsDrop ? judged.Verdict.Reason.Name : SignalColumns.Keep;
        // Of c4's marks the one further up in the document counts, which no rule knows.
        return outcome == verdict && (step == "c4" ? failed.Contains(outcome) || failed.Length == 0 : outcome == (failed.Length > 0 ? failed[0] : SignalColumns.Keep));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_that_is_kept_is_the_same_whether_it_is_measured_or_not(string step) => Holds(text =>
    {
        var plain = Run(step, Options(step), text).Result;
        var measured = Run(step, Options(step, signals: true), text).Result;
        return plain.Verdict == measured.Verdict && plain.Document.Text == measured.Document.Text;
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_looser_limit_never_drops_what_a_tighter_one_keeps(string step) => Holds(text =>
    {
        var stored = Run(step, Options(step, signals: true, StepMode.Mark), text);
        foreach (var rule in Steps.Entry(step).Rules(Options(step)).Where(r => r.Limit is not null))
        {
            var value = SignalColumns.Number(rule.Signal, stored.Result.Document.Notes[stored.Columns.IndexOf(rule.Signal.Name)]);
            var looser = rule with { Limit = rule.Bound == RuleBound.AtLeast ? rule.Limit / 2 : rule.Limit * 2 };
            if (looser.Fails(value) && !rule.Fails(value)) return false;
        }

        return true;
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chain_decides_as_its_filters_do_one_by_one(string step) => Holds(text =>
    {
        // Another filter before it has read the same text.
        var faults = new FaultList();
        var plan = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), [Use("gopher-quality", Options("gopher-quality", false, StepMode.Mark)), .. step == "gopher-quality" ? Array.Empty<StepUse>() : [Use(step, Options(step))]], faults);
        var document = Document(text);
        var verdict = plan.Create<Document>().Run(ref document, out _);
        return step == "gopher-quality" || verdict == Run(step, Options(step), text).Result.Verdict;
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_bytes_are_judged_without_an_exception(string step)
    {
        var plan = Steps.Plan(step, Options(step, signals: true), DatasetSchema.Of(RecordType.Document));
        var chain = plan.Create<Document>();
        var bytes = new byte[3000];
        for (var seed = 1; seed < 30; seed++)
        {
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Text.Hashing.Mix64.Of((ulong)(seed * 10_000 + i)) % (seed % 2 == 0 ? 256u : 128u));
            var document = new Document("id", new Utf8Text(bytes.ToArray()), "web");
            chain.Run(ref document, out _);
        }
    }

    private static bool Decides(StepEntry step) => step.Rules(Activator.CreateInstance(step.Options)!).Count > 0 && step.Options.GetProperty("Signals") is not null;

    private static object Options(string step, bool signals = false, StepMode mode = StepMode.Drop)
    {
        var options = Activator.CreateInstance(Steps.Entry(step).Options)!;
        options.GetType().GetProperty("Signals")!.SetValue(options, signals);
        options.GetType().GetProperty("Mode")!.SetValue(options, mode);
        return options;
    }

    private static StepUse Use(string step, object options) => new(Steps.Entry(step), options, null);

    private static Document Document(string text) => new("id", Utf8Text.From(text), "web");

    private static ((Verdict Verdict, Document Document) Result, List<string> Columns) Run(string step, object options, string text)
    {
        var plan = Steps.Plan(step, options, DatasetSchema.Of(RecordType.Document));
        var document = Document(text);
        var verdict = plan.Create<Document>().Run(ref document, out _);
        return ((verdict, document), [.. plan.Output.Notes.Select(n => n.Name)]);
    }

    private static void Holds(Func<string, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(list => string.Join(list.Count % 2 == 0 ? "\n" : " ", list)).ToArbitrary(), property));
}
