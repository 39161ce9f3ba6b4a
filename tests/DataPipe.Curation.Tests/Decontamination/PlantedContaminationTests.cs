using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Decontamination.Benchmarks;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using Xunit.Abstractions;
using static DataPipe.Curation.Tests.Decontamination.ContaminationRun;

namespace DataPipe.Curation.Tests.Decontamination;

/// <summary>Recall and precision on contamination that was planted: what kind of copy is found how often, and how many clean documents are taken for dirty.</summary>
public sealed class PlantedContaminationTests(ITestOutputHelper output) : IDisposable
{
    private static readonly OverlapOptions Gpt3 = new();
    private static readonly OverlapOptions Tulu3 = new() { NgramWords = 8, MinCoverage = 0.5 };
    private readonly ContaminationRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Planted_items_of_our_own_are_found_and_nothing_else()
    {
        List<string> questions = [.. Enumerable.Range(0, 300).Select(i => Prose(i, 20 + i % 40))];
        var set = _run.Benchmark("gsm8k", [.. questions.Select(q => new { question = q, answer = "42" })]);
        List<Document> clean = [.. Enumerable.Range(0, 2000).Select(i => Document($"clean-{i}", Prose(100_000 + i, 150)))];
        await MeasureAsync("made-up questions", [set], questions, clean, Gpt3);
        await MeasureAsync("made-up questions", [set], questions, clean, Tulu3);
    }

    [Fact]
    public async Task Planted_items_of_real_benchmarks_are_found_in_real_documents()
    {
        var (gsm8k, humanEval, corpus) = (Checkout.FindShared("benchmarks/gsm8k-test.jsonl"), Checkout.FindShared("benchmarks/HumanEval.jsonl.gz"), Checkout.FindShared("parity/filter-corpus.jsonl.gz"));
        if (gsm8k is null || humanEval is null || corpus is null)
        {
            output.WriteLine("skipped: the real benchmarks are not there");
            return;
        }

        BenchmarkOptions[] sets = [Set("gsm8k", gsm8k), Set("humaneval", humanEval)];
        List<string> questions = [.. File.ReadLines(gsm8k).Take(400).Select(l => Field(l, "question"))];
        List<Document> clean = [.. Lines(corpus).Take(2000).Select((l, i) => Document($"clean-{i}", Field(l, "text")))];
        await MeasureAsync("GSM8K", sets, questions, clean, Gpt3);
        await MeasureAsync("GSM8K", sets, questions, clean, Tulu3);
        await MeasureAsync("HumanEval", sets, [.. Lines(humanEval).Select(l => Field(l, "prompt"))], clean, Gpt3);
    }

    private async Task MeasureAsync(string name, IReadOnlyList<BenchmarkOptions> sets, List<string> items, List<Document> clean, OverlapOptions overlap)
    {
        (string Kind, Func<string, int, string> Copy, double Least)[] kinds =
        [
            ("as it is", (text, _) => text, 0.99),
            ("other case, punctuation and layout", (text, _) => Disguised(text), 0.99),
            ("its first two thirds", (text, _) => Part(text, 2.0 / 3), overlap.MinCoverage is null ? 0.8 : 0.95),
            ("every 20th word replaced", (text, i) => Reworded(text, i, 20), 0),
            ("every 6th word replaced", (text, i) => Reworded(text, i, 6), 0),
        ];
        List<Document> documents = [.. clean];
        for (var kind = 0; kind < kinds.Length; kind++)
            for (var i = 0; i < items.Count; i++)
            {
                var host = clean[(kind * items.Count + i) % clean.Count].Text.ToString();
                documents.Add(Document($"{kind}-{i}", $"{host[..(host.Length / 2)]}\n\n{kinds[kind].Copy(items[i], i)}\n\n{host[(host.Length / 2)..]}"));
            }

        var run = await Decontaminate(new DecontaminateOptions { Benchmarks = sets, Overlap = overlap }, documents);
        var dropped = run.Rejects.Select(r => r.Record.Id).ToHashSet();
        var wrong = clean.Count(d => dropped.Contains(d.Id));
        Write($"{name}, {items.Count} items planted in each of {kinds.Length} ways among {clean.Count} clean documents, {overlap.NgramWords}-grams{(overlap.MinCoverage is { } least ? $", coverage {least}" : "")}:");
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            var found = (double)Enumerable.Range(0, items.Count).Count(i => dropped.Contains($"{kind}-{i}")) / items.Count;
            Write($"  recall {found,7:P1}  {kinds[kind].Kind}");
            Assert.True(found >= kinds[kind].Least, $"{kinds[kind].Kind}: {found}");
        }

        Write($"  clean documents taken for dirty: {wrong} of {clean.Count}; precision {(double)(dropped.Count - wrong) / dropped.Count:P2}");
        Assert.InRange(wrong, 0, clean.Count / 1000);

        void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Disguised(string text) => text.ToUpperInvariant().Replace(" ", "\n ", StringComparison.Ordinal).Replace(".", " …", StringComparison.Ordinal).Replace("'", "’", StringComparison.Ordinal);

    private static string Part(string text, double share)
    {
        var words = text.Split(' ');
        return string.Join(' ', words[..(int)Math.Ceiling(words.Length * share)]);
    }

    private static string Reworded(string text, int seed, int every) => string.Join(' ', text.Split(' ').Select((w, i) => i % every == seed % every ? "otherwise" : w));

    private static string Prose(int seed, int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => Word(Mix64.Combine((ulong)seed, (ulong)i) % 3000))) + ".";

    private static string Word(ulong number) => string.Create(3 + (int)(number % 6), number, static (letters, from) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = (char)('a' + (int)(Mix64.Combine(from, (ulong)i) % 26));
    });

    private static BenchmarkOptions Set(string name, string path) => new() { Name = name, Files = [new FilePattern(path, "")] };

    private static string Field(string line, string name) => JsonElement.Parse(line).GetProperty(name).GetString()!;

    private static IEnumerable<string> Lines(string gzip)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(gzip), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
