using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Decontamination.Benchmarks;
using DataPipe.Curation.Filters.Where;
using DataPipe.Testing;
using DataPipe.Text.Ngrams;
using static DataPipe.Curation.Tests.Decontamination.ContaminationRun;

namespace DataPipe.Curation.Tests.Decontamination;

public sealed class DecontaminateStageTests : IDisposable
{
    private const string Boats = "Ottilie folds 24 paper boats and gives a third of them to her brother. He loses two of his in the fountain. How many boats do they still have?";
    private const string Ferry = "Every ferry to the island carries nine cars and sixty passengers. If all of them were full today, how many cars did cross the water?";
    private static readonly string Filler = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"filler{(char)('a' + i % 26)}{(char)('a' + i / 26)}"));
    private readonly ContaminationRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Documents_with_thirteen_words_of_a_benchmark_go_and_others_stay()
    {
        var run = await Decontaminate(
            Options(),
            Document("whole", $"A page. {Boats} And more."),
            Document("normalised", Boats.ToUpperInvariant().Replace(".", " --", StringComparison.Ordinal).Replace(" ", "\n", StringComparison.Ordinal)),
            Document("thirteen", "so folds 24 paper boats and gives a third of them to her brother it says"),
            Document("twelve", "so folds 24 paper boats and gives a third of them to her it says"),
            Document("other", "Nothing of the kind."),
            Document("empty", ""));
        Assert.Equal(["twelve", "other", "empty"], run.Ids);
        Assert.Equal(3, run.Dropped("in-gsm8k"));
        Assert.All(run.Rejects, r => Assert.Equal("decontaminate", r.Step));
        Assert.Equal($"question of gsm8k gsm8k.jsonl:1, 100 % of it in text: {Boats[..^1]}", run.Rejects[0].Details!.Replace("\u00a0", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exact_matching_minds_case_and_punctuation()
    {
        var options = Options() with { Overlap = new OverlapOptions { Match = NgramRule.Exact } };
        var run = await Decontaminate(options, Document("same", $"A page. {Boats} And more."), Document("capitals", Boats.ToUpperInvariant()), Document("layout", Boats.Replace(" ", "\n", StringComparison.Ordinal)));
        Assert.Equal(["capitals"], run.Ids);
    }

    [Fact]
    public async Task Half_a_question_in_runs_of_eight_words_is_what_Tulu_3_asks_for()
    {
        var options = Options() with { Overlap = new OverlapOptions { NgramWords = 8, MinCoverage = 0.5 } };
        var words = Boats.Split(' ');
        var run = await Decontaminate(
            options, Document("more", $"x {string.Join(' ', words[..15])} y"), Document("less", $"x {string.Join(' ', words[..12])} y"),
            Document("parts", $"{string.Join(' ', words[..8])} y {string.Join(' ', words[18..26])}"));
        Assert.Equal(["less"], run.Ids);
    }

    [Fact]
    public async Task Short_answers_match_nothing_and_short_questions_only_with_an_answer()
    {
        var benchmark = _run.Benchmark("arc", new { id = "a1", question = "Which one is a mammal?", choices = new { text = new[] { "the whale in the sea", "yes" }, label = new[] { "A", "B" } } });
        var gsm8k = _run.Benchmark("gsm8k", new { question = "How many?", answer = "42" });
        var run = await Decontaminate(
            new DecontaminateOptions { Benchmarks = [benchmark, gsm8k] },
            Document("answer", $"yes 42 {Filler} the whale in the sea"), Document("question", $"Which one is a mammal? {Filler}"),
            Document("both", $"Which one is a mammal? The whale in the sea! {Filler}"));
        Assert.Equal(["answer", "question"], run.Ids);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal(("item-too-short", 1), (warning.Kind, warning.Count));
        Assert.Contains("gsm8k, gsm8k.jsonl:1", warning.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_are_cut_with_their_margins()
    {
        var before = string.Join(' ', Enumerable.Repeat("before", 100));
        var after = string.Join(' ', Enumerable.Repeat("behind", 100));
        var options = Options() with { Action = DecontaminateAction.Remove };
        var run = await Decontaminate(options, Document("cut", $"{before} {Boats} {after}"), Document("short", $"Before. {Boats} Behind."), Document("clean", Filler));
        Assert.Equal(["cut", "clean"], run.Ids);
        var pieces = run.Records[0].Text.ToString().Split("\n\n");
        Assert.Equal(2, pieces.Length);
        // 200 characters and the blank at the cut, which is trimmed.
        Assert.Equal([before.Length + 1 - 200, after.Length + 2 - 200], pieces.Select(p => p.Length));
        Assert.Equal(1, run.Dropped("too-contaminated"));
        Assert.Equal(Filler, run.Records[1].Text.ToString());
        Assert.True(run.Tally.TokensOut < run.Tally.TokensIn);
    }

    [Fact]
    public async Task A_document_that_would_fall_into_too_many_pieces_goes()
    {
        var options = Options() with { Action = DecontaminateAction.Remove, Removal = new SpanRemovalOptions { MarginChars = 0, MinPieceChars = 1, MaxPieces = 3 } };
        var run = await Decontaminate(options, Document("three", $"a {Boats} b {Boats} c"), Document("four", $"a {Boats} b {Boats} c {Boats} d"));
        Assert.Equal(["three"], run.Ids);
        Assert.Equal("a\n\n? b\n\n? c", run.Records[0].Text.ToString());
    }

    [Fact]
    public async Task Marked_records_say_what_they_overlap_with_and_steps_may_decide()
    {
        var options = Options() with { Action = DecontaminateAction.Mark };
        var run = await Decontaminate(options, Document("dirty", Boats), Document("clean", Filler));
        Assert.Equal(["dirty", "clean"], run.Ids);
        Assert.Equal(("gsm8k", "gsm8k.jsonl:1", 1.0), (run.Records[0].Notes[0].Text, run.Records[0].Notes[1].Text, run.Records[0].Notes[2].Number));
        Assert.False(run.Records[1].Notes[0].HasValue);
        List<StepUse> steps = [new(Steps.Entry("where"), new DataPipe.Curation.Filters.Where.WhereOptions { Column = "contamination_coverage", Max = 0.3, KeepAbsent = true }, null)];
        var input = InputRecords.Of("data", Document("dirty", Boats), Document("clean", Filler));
        var setup = InMemorySetup.For([input]);
        setup.Steps = steps;
        var stage = DecontaminateStage.Create(options, setup);
        setup.Faults.ThrowIfAny();
        Assert.Equal(["clean"], (await StageRunner.RunAsync(stage, [input], StageRunnerOptions.Default)).Ids);
    }

    [Fact]
    public async Task Samples_and_preferences_are_searched_message_by_message()
    {
        var samples = await Decontaminate(Options(), Sample("dirty", "Solve this.", Boats), Sample("clean", "Solve this.", "It is 22."));
        Assert.Equal(["clean"], samples.Ids);
        Assert.Contains("in messages[1]", samples.Rejects[0].Details, StringComparison.Ordinal);
        var preferences = await Decontaminate(
            Options(), Preference("prompt", Boats, "a", "b"), Preference("chosen", "q", Boats, "b"), Preference("rejected", "q", "a", Boats), Preference("clean", "q", "a", "b"));
        Assert.Equal(["clean"], preferences.Ids);
        Assert.Contains("in rejected[0]", preferences.Rejects[2].Details, StringComparison.Ordinal);
        // A question in one turn and its continuation in the next are no run of words.
        Assert.Equal(2, (await Decontaminate(Options(), Sample("a", Boats[..50], Boats[50..90]), Sample("b", "x", "y"))).Records.Count);
    }

    [Fact]
    public async Task The_report_tells_item_record_and_text()
    {
        var report = new ContaminationOptions { Benchmarks = Options().Benchmarks };
        var run = await Report(report, Document("d1", $"One. {Boats} Two. {Ferry}"), Document("d2", Filler), Document("d3", Ferry.ToUpperInvariant()));
        Assert.Equal(3, run.Records.Count);
        Assert.Equal((3, 3), (run.Tally.RecordsIn, run.Tally.RecordsOut));
        Assert.Equal([Boats[..^1], Ferry[..^1], Ferry.ToUpperInvariant()[..^1]], run.Records.Select(r => r.Text.ToString()));
        Assert.Equal(["gsm8k.jsonl:1", "gsm8k.jsonl:2", "gsm8k.jsonl:2"], run.Records.Select(r => Note(r, "item")));
        Assert.Equal(["d1", "d1", "d3"], run.Records.Select(r => Note(r, "record")));
        Assert.Equal(Ferry, Note(run.Records[2], "item_text"));
        Assert.Equal(["text", "question", "gsm8k"], new[] { "part", "field", "benchmark" }.Select(c => Note(run.Records[2], c)));
        Assert.Equal(5, run.Records[0].Notes[7].Integer);
        Assert.Equal(run.Records.Count, run.Ids.Distinct().Count());
        var samples = await Report(report, Sample("s", Ferry, Boats));
        Assert.Equal(["messages[0]", "messages[1]"], samples.Records.Select(r => Note(r, "part")));
    }

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(2, 3, 7, true)]
    [InlineData(7, 9, 256, false)]
    public async Task The_result_does_not_depend_on_shards_their_order_batches_or_workers(int workers, int shards, int batch, bool lastFirst)
    {
        List<Document> documents = [.. Enumerable.Range(0, 200).Select(i => Document($"id-{i}", i % 7 == 0 ? $"{Filler} {Boats}" : i % 11 == 0 ? Ferry + Filler : Filler + i))];
        var runner = StageRunnerOptions.Default with { Workers = workers, BatchRecords = batch, LastTaskFirst = lastFirst };
        foreach (var action in Enum.GetValues<DecontaminateAction>())
        {
            var reference = await Decontaminate(Options() with { Action = action }, [.. documents]);
            var other = await Decontaminate(Options() with { Action = action }, InputRecords.Of("data", [.. documents.OrderBy(d => Chance.Bits(d.Id, workers))]).Dealt(shards), runner);
            Assert.Equal(Shown(reference), Shown(other));
        }

        var report = new ContaminationOptions { Benchmarks = Options().Benchmarks };
        Assert.Equal(Shown(await Report(report, [.. documents])), Shown(await Report(report, InputRecords.Of("data", [.. documents.AsEnumerable().Reverse()]).Dealt(shards), runner)));

        static IEnumerable<string> Shown(StageRun<Document> run) => run.Records.Select(r => $"{r.Id} {r.Text} {Note(r, 0)} {Note(r, 2)}").Order(StringComparer.Ordinal);
        static string Note(Document record, int column) => record.Notes[column].Text ?? record.Notes[column].Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task An_empty_corpus_reads_the_benchmarks_all_the_same()
    {
        var none = new StageInputRecords<Document>("data", DatasetSchema.Of(RecordType.Document), []);
        Assert.Empty((await Decontaminate(Options(), none, StageRunnerOptions.Default)).Records);
        var broken = new DecontaminateOptions { Benchmarks = [_run.Benchmark("math", "nonsense\n")] };
        await Assert.ThrowsAsync<FaultException>(() => Decontaminate(broken, none, StageRunnerOptions.Default));
    }

    [Fact]
    public void A_very_long_document_is_searched_in_bounded_memory()
    {
        var builder = new NgramIndexBuilder(NgramRule.Normalized, 13, 8);
        builder.Add(System.Text.Encoding.UTF8.GetBytes(Boats));
        var half = string.Concat(Enumerable.Repeat(Filler + "\n", 8000));
        var document = Document("long", half + Boats + half);
        var search = new ContaminationSearch<Document>([], builder.Build(10), null);
        search.Find(document);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(1.0, Assert.Single(search.Find(document)).Coverage);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Theory]
    [InlineData("gsm8", "DP1141", "(did you mean 'gsm8k'?)")]
    [InlineData("helaswag", "DP1141", "(did you mean 'hellaswag'?)")]
    [InlineData("our-own-set", "DP1141", "say with 'fields'")]
    public void An_unknown_benchmark_is_a_fault_that_names_the_nearest(string name, string code, string message)
    {
        var fault = Assert.Single(Faults(new DecontaminateOptions { Benchmarks = [_run.Benchmark("gsm8k", new { question = Boats }) with { Name = name }] }));
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_exclude_each_other_are_faults()
    {
        Assert.Equal("DP1140", Assert.Single(Faults(new DecontaminateOptions())).Code);
        Assert.Equal("DP1142", Assert.Single(Faults(Options() with { Overlap = new OverlapOptions { NgramWords = 5 } })).Code);
        Assert.Equal("DP1144", Assert.Single(Faults(Options() with { Action = DecontaminateAction.Remove }, RecordType.Sample)).Code);
        var set = Options().Benchmarks[0];
        Assert.Equal("DP1145", Assert.Single(Faults(Options() with { Benchmarks = [set, set] })).Code);
        Assert.Equal("DP1143", Assert.Single(Faults(Options() with { Benchmarks = [set with { Fields = new BenchmarkFields { Options = ["x"] } }] })).Code);
        Assert.Equal("DP1143", Assert.Single(Faults(Options() with { Benchmarks = [set with { Fields = new BenchmarkFields { Questions = ["a..b"] } }] })).Code);
        Assert.Equal("DP1101", Assert.Single(Faults(Options() with { Benchmarks = [set with { Files = [] }] })).Code);
        Assert.Equal("DP2001", Assert.Single(Faults(Options() with { Benchmarks = [_run.OfFile("gsm8k", "not-there.jsonl")] })).Code);
    }

    private DecontaminateOptions Options() => new() { Benchmarks = [_run.Benchmark("gsm8k", new { question = Boats, answer = "22" }, new { question = Ferry, answer = "81" })] };

    private static string? Note(Document record, string column) => record.Notes[ContaminationStage.Columns.ToList().FindIndex(c => c.Name == column)].Text;

    private static Sample Sample(string id, string user, string assistant) =>
        new(id, [new ChatMessage("user", user), new ChatMessage("assistant", assistant)], new TaskLabel("t", user, "", false, 0), Provenance.Human("test"));

    private static Preference Preference(string id, string prompt, string chosen, string rejected) =>
        new(id, [new ChatMessage("user", prompt)], [new ChatMessage("assistant", chosen)], [new ChatMessage("assistant", rejected)], [], Provenance.Human("test"));
}
