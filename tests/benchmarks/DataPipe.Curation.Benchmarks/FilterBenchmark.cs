using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.C4;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Curation.Filters.Dclm;
using DataPipe.Curation.Filters.Dolma;
using DataPipe.Curation.Filters.FineWeb;
using DataPipe.Curation.Filters.Gopher;
using DataPipe.Curation.Filters.Nemo;
using DataPipe.Testing;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Benchmarks;

/// <summary>
/// MB of text that filters judge in a second of processor time of one core, each alone and as FineWeb's chain, with the bytes they allocate a document, beside what datatrove 0.10
/// reaches on one core. Documents come from a file of JSON lines with a text, or are made up. Every round judges all documents; the median of the rounds counts.
/// </summary>
internal static class FilterBenchmark
{
    private const int Rounds = 7;
    private const long MadeBytes = 16_000_000;

    // MB/s of one core, from our guide to published methods: datatrove 0.10 with its present and its former tokenizer.
    private static readonly Dictionary<string, (double Now, double? Before)> Published = new() { [Chain] = (0.29, 0.58), ["c4"] = (0.95, null) };
    private const string Chain = "FineWeb chain";
    private static readonly CleanLinesOptions ManyRules = new()
    {
        MinWords = 2, MaxUppercaseFraction = 0.5, MaxNumericFraction = 0.999999, MaxSymbolFraction = 0.5, Bullets = BulletLines.Unmark, RequireTerminalPunctuation = true, RemoveRepeated = true,
        Phrases = ["javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies", "read more", "sign in", "items in cart"],
    };

    private static string? _only;

    internal static void Run(string? file, string? only)
    {
        List<Document> documents = file is null ? ProseDocuments.Make(MadeBytes) : Read(file);
        var bytes = documents.Sum(d => (long)d.Text.LengthBytes);
        Print($"{documents.Count} documents, {bytes / 1e6:F1} MB{(file is null ? " of made-up prose" : $" from {Path.GetFileName(file)}")}; datatrove's figures are MB/s a core, {Published[Chain].Now} with its present tokenizer");
        Print($"{"",-34}{"MB/s",8}{"best",8}{"kept",8}{"B/document",12}  times datatrove");
        var repetition = Use("gopher-repetition", new GopherRepetitionOptions());
        var quality = Use("gopher-quality", new GopherQualityOptions());
        var c4 = Use("c4", new C4QualityOptions { RequireTerminalPunctuation = false });
        var fineWeb = Use("fineweb-quality", new FineWebQualityOptions());
        _only = only;
        Measure(Chain, [repetition, quality, c4, fineWeb], documents, bytes);
        Measure("FineWeb chain, everything marked", [
            Use("gopher-repetition", new GopherRepetitionOptions { Mode = StepMode.Mark, Signals = true }), Use("gopher-quality", new GopherQualityOptions { Mode = StepMode.Mark, Signals = true }),
            Use("c4", new C4QualityOptions { RequireTerminalPunctuation = false, Mode = StepMode.Mark, Signals = true }), Use("fineweb-quality", new FineWebQualityOptions { Mode = StepMode.Mark, Signals = true })], documents, bytes);
        Measure("gopher-repetition", [repetition], documents, bytes);
        Measure("gopher-quality", [quality], documents, bytes);
        Measure("c4", [Use("c4", new C4QualityOptions())], documents, bytes);
        Measure("c4, without terminal punctuation", [c4], documents, bytes);
        Measure("c4-paragraph", [Use("c4-paragraph", new C4ParagraphOptions())], documents, bytes);
        Measure("fineweb-quality", [fineWeb], documents, bytes);
        Measure("length", [Use("length", new LengthOptions())], documents, bytes);
        Measure("clean-lines", [Use("clean-lines", new CleanLinesOptions())], documents, bytes);
        Measure("clean-lines, many rules", [Use("clean-lines", ManyRules)], documents, bytes);
        Measure("dclm-quality", [Use("dclm-quality", new DclmQualityOptions())], documents, bytes);
        Measure("dclm-repetition", [Use("dclm-repetition", new DclmRepetitionOptions())], documents, bytes);
        Measure("dolma-gopher", [Use("dolma-gopher", new DolmaGopherOptions())], documents, bytes);
        Measure("nemo-heuristics", [Use("nemo-heuristics", new NemoHeuristicsOptions())], documents, bytes);
        Measure("nemo-heuristics, marked", [Use("nemo-heuristics", new NemoHeuristicsOptions { Mode = StepMode.Mark, Signals = true })], documents, bytes);
        Measure("dclm-lines", [Use("dclm-lines", new DclmLinesOptions())], documents, bytes);
    }

    private static void Measure(string name, StepUse[] steps, List<Document> documents, long bytes)
    {
        if (_only is not null && name != _only) return;
        var faults = new FaultList();
        var chain = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), steps, faults).Create<Document>();
        faults.ThrowIfAny();
        List<double> rates = [];
        long allocated = 0, kept = 0;
        for (var round = -2; round < Rounds; round++)
        {
            kept = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = ThreadTime.Used;
            foreach (var document in documents)
            {
                var record = document;
                if (!chain.Run(ref record, out _).IsDrop) kept++;
            }

            if (round >= 0) rates.Add(bytes / 1e6 / (ThreadTime.Used - start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var rate = rates.Order().ElementAt(Rounds / 2);
        var best = rates.Max();
        var ratio = Published.TryGetValue(name, out var theirs) ? FormattableString.Invariant($"  {rate / theirs.Now,6:F0}{(theirs.Before is { } older ? FormattableString.Invariant($" ({rate / older:F0})") : "")}") : "";
        Print($"{name,-34}{rate,8:F1}{best,8:F1}{100.0 * kept / documents.Count,7:F1}%{(double)allocated / documents.Count,12:F0}{ratio}");
    }

    private static StepUse Use(string step, object options) => new(CurationCatalogue.Entries.Steps.Single(s => s.Name == step), options, null);

    private static List<Document> Read(string file)
    {
        using Stream stream = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        List<Document> documents = [];
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            documents.Add(new Document($"doc-{documents.Count}", Utf8Text.From(row.RootElement.GetProperty("text").GetString()!), "web") { Tokens = 1 });
        }

        return documents;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
