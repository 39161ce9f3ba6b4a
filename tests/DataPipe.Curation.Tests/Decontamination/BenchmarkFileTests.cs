using System.IO.Compression;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Decontamination.Benchmarks;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using static DataPipe.Curation.Tests.Decontamination.ContaminationRun;

namespace DataPipe.Curation.Tests.Decontamination;

public sealed class BenchmarkFileTests : IDisposable
{
    private const string Text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    private readonly ContaminationRun _run = new();

    public void Dispose() => _run.Dispose();

    // A record of each benchmark as its authors or the hub publish it, the id it is called by, and the field that holds the text.
    [Theory]
    [InlineData("arc", """{"id":"A1","question":{"stem":"TEXT","choices":[{"text":"a","label":"A"}]},"answerKey":"A"}""", "A1", "question")]
    [InlineData("arc", """{"id":"A1","question":"TEXT","choices":{"text":["a","b"],"label":["A","B"]},"answerKey":"A"}""", "A1", "question")]
    [InlineData("boolq", """{"question":"is it","title":"t","answer":true,"passage":"TEXT"}""", "boolq.jsonl:1", "passage")]
    [InlineData("gsm8k", """{"question":"q","answer":"TEXT\n#### 5"}""", "gsm8k.jsonl:1", "answer")]
    [InlineData("hellaswag", """{"ind":24,"activity_label":"x","ctx_a":"a","ctx_b":"b","ctx":"TEXT","endings":["a","b","c","d"],"label":"3"}""", "24", "question")]
    [InlineData("humaneval", """{"task_id":"HumanEval/0","prompt":"TEXT","canonical_solution":"return 1","test":"x","entry_point":"f"}""", "HumanEval/0", "question")]
    [InlineData("math", """{"problem":"p","level":"Level 1","type":"Algebra","solution":"TEXT"}""", "math.jsonl:1", "answer")]
    [InlineData("mbpp", """{"task_id":601,"text":"TEXT","code":"x","test_list":["assert"]}""", "601", "question")]
    [InlineData("mbpp", """{"task_id":2,"prompt":"p","code":"TEXT","test_list":["assert"]}""", "2", "answer")]
    [InlineData("mmlu", """{"question":"TEXT","subject":"anatomy","choices":["a","b","c","d"],"answer":1}""", "mmlu.jsonl:1", "question")]
    [InlineData("natural-questions", """{"question":"TEXT","answer":["x"]}""", "natural-questions.jsonl:1", "question")]
    [InlineData("natural-questions", """{"example_id":5,"question_text":"TEXT","document_text":"whole page"}""", "5", "question")]
    [InlineData("openbookqa", """{"id":"7-980","question":{"stem":"TEXT","choices":[{"text":"a","label":"A"}]},"answerKey":"D"}""", "7-980", "question")]
    [InlineData("openbookqa", """{"id":"7-980","question_stem":"TEXT","choices":{"text":["a"],"label":["A"]},"answerKey":"D"}""", "7-980", "question")]
    [InlineData("piqa", """{"goal":"one two three","sol1":"four five six seven eight nine ten eleven twelve thirteen fourteen","sol2":"no"}""", "piqa.jsonl:1", "question-with-answer")]
    [InlineData("race", """{"example_id":"high1.txt","article":"TEXT","answer":"D","question":"q","options":["a","b","c","d"]}""", "high1.txt", "passage")]
    [InlineData("race", """{"answers":["A"],"options":[["a","b"]],"questions":["TEXT"],"article":"a","id":"m1.txt"}""", "m1.txt", "question")]
    [InlineData("siqa", """{"context":"TEXT","question":"q","answerA":"a","answerB":"b","answerC":"c","label":"1"}""", "siqa.jsonl:1", "passage")]
    [InlineData("triviaqa", """{"question":"TEXT","question_id":"tc_1","answer":{"value":"x","aliases":["y"]}}""", "tc_1", "question")]
    [InlineData("winogrande", """{"qID":"w1","sentence":"one two three four _ six seven eight nine ten eleven twelve thirteen fourteen","option1":"five","option2":"twenty","answer":"1"}""", "w1", "question")]
    public async Task Every_known_benchmark_is_read_as_it_is_published(string name, string record, string id, string field)
    {
        var run = await Report(new ContaminationOptions { Benchmarks = [_run.Benchmark(name, record.Replace("TEXT", Text, StringComparison.Ordinal) + "\n")] }, Document("d", Text));
        var found = Assert.Single(run.Records);
        Assert.Equal((name, id, field), (found.Notes[0].Text, found.Notes[1].Text, found.Notes[3].Text));
    }

    [Fact]
    public void All_known_benchmarks_are_tried_above_and_named_where_users_look()
    {
        var tried = GetType().GetMethod(nameof(Every_known_benchmark_is_read_as_it_is_published))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>()
            .Select(a => (string)a.GetData(null!).Single()[0]).Distinct();
        Assert.Equal(KnownBenchmarks.All.Keys, tried.Order(StringComparer.Ordinal));
        var options = File.ReadAllText(DataPipe.Testing.Checkout.Find("src/DataPipe.Curation/Decontamination/Benchmarks/BenchmarkOptions.cs"));
        Assert.All(KnownBenchmarks.All.Keys, name => Assert.Contains(name, options, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fields_of_any_other_set_are_given()
    {
        var set = _run.Benchmark("our-own", new { nr = "x1", body = new { parts = new[] { new { say = Text } } } }) with { Fields = new BenchmarkFields { Id = ["nr"], Passages = ["body.parts.say"] } };
        Assert.Equal("x1", Assert.Single((await Report(new ContaminationOptions { Benchmarks = [set] }, Document("d", Text))).Records).Notes[1].Text);
    }

    [Fact]
    public async Task Items_of_one_text_are_one_needle_that_counts_them()
    {
        var set = _run.Benchmark("race", Enumerable.Range(1, 30).Select(i => new { example_id = $"r{i}", article = Text, question = "q", options = new[] { "a" } }).ToArray<object>());
        var found = Assert.Single((await Report(new ContaminationOptions { Benchmarks = [set] }, Document("d", Text))).Records);
        Assert.Equal(("r1", 30L), (found.Notes[1].Text, found.Notes[2].Integer));
    }

    [Fact]
    public async Task Parquet_and_compressed_files_are_read_like_plain_ones()
    {
        await WriteParquetAsync(Path.Combine(_run.Folder, "arc.parquet"));
        using (var gzip = new GZipStream(File.Create(Path.Combine(_run.Folder, "gsm8k.jsonl.gz")), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes($$"""{"question":"{{Text}} fifteen"}""" + "\n"));
        var run = await Report(new ContaminationOptions { Benchmarks = [_run.OfFile("arc", "arc.parquet"), _run.OfFile("gsm8k", "gsm8k.jsonl.gz")] }, Document("d", Text + " fifteen"));
        Assert.Equal([("arc", "Mercury_1"), ("gsm8k", "gsm8k.jsonl.gz:1")], run.Records.Select(r => (r.Notes[0].Text!, r.Notes[1].Text!)));
    }

    [Theory]
    [InlineData("", "DP2010", "it is empty")]
    [InlineData("\n  \n", "DP2010", "it is empty")]
    [InlineData("{\"question\": \"fine\"}\n{\"question\": \n", "DP2012", "gsm8k.jsonl:2 at offset 21")]
    [InlineData("[1, 2]\n", "DP2012", "is JSON but no object")]
    [InlineData("{\"question\": \"\\ud800\"}\n", "DP2012", "gsm8k.jsonl:1")]
    [InlineData("{\"prompt\": \"x\", \"label\": 1}\n", "DP2020", "whose fields are label, prompt")]
    public async Task A_bad_file_is_a_fault_with_its_place(string content, string code, string message)
    {
        var fault = Assert.Single((await Assert.ThrowsAsync<FaultException>(() => Report(new ContaminationOptions { Benchmarks = [_run.Benchmark("gsm8k", content)] }, Document("d", Text)))).Faults);
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains("gsm8k", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_and_truncated_files_are_faults()
    {
        await WriteParquetAsync(Path.Combine(_run.Folder, "whole.parquet"));
        var whole = File.ReadAllBytes(Path.Combine(_run.Folder, "whole.parquet"));
        File.WriteAllBytes(Path.Combine(_run.Folder, "cut.parquet"), whole[..^20]);
        var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(Encoding.UTF8.GetBytes($$"""{"question":"{{Text}}"}""" + "\n"));
        File.WriteAllBytes(Path.Combine(_run.Folder, "cut.gz"), gzip.ToArray()[..^12]);
        await CodeAsync("DP2021", _run.OfFile("arc", "cut.parquet"));
        await CodeAsync("DP2013", _run.OfFile("gsm8k", "cut.gz"));

        static async Task CodeAsync(string code, BenchmarkOptions set) =>
            Assert.Equal(code, Assert.Single((await Assert.ThrowsAsync<FaultException>(() => Report(new ContaminationOptions { Benchmarks = [set] }, Document("d", Text)))).Faults).Code);
    }

    private static async Task WriteParquetAsync(string path)
    {
        var schema = new ParquetSchema([SchemaNode.String("id"), SchemaNode.String("question", optional: true), SchemaNode.Struct("choices", optional: false, SchemaNode.List("text", optional: false, SchemaNode.String("element")))]);
        await using var file = File.Create(path);
        await using var writer = new ParquetWriter(file, schema, new ParquetWriterOptions { Codec = DataPipe.Parquet.Compression.CodecKind.None });
        writer.Column(0).Append("Mercury_1");
        writer.Column(1).Append(Text, definition: 1, repetition: 0);
        writer.Column(2).Append("a", definition: 1, repetition: 0);
        writer.Column(2).Append("b", definition: 1, repetition: 1);
        writer.EndRow();
        writer.Column(0).Append("Mercury_2");
        writer.Column(1).AppendNull(definition: 0, repetition: 0);
        writer.Column(2).AppendNull(definition: 0, repetition: 0);
        writer.EndRow();
        await writer.FinishAsync(CancellationToken.None);
    }
}
