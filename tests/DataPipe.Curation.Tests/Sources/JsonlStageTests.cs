using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Sources;

public sealed class JsonlStageTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reads_the_fields_that_the_options_name()
    {
        _folder.Write("a.jsonl", """
            {"id": "one", "text": "First \u00e9\n\"text\"", "metadata": {"url": "http://example.org/1", "lang": "en"}, "url": "not this", "title": "A", "created": "2024-02-03T04:05:06Z"}
            {"text": "ignored", "id": 2, "text": "Second", "extra": [{"text": "inner"}], "created": "yesterday", "title": 5}
            """);
        var run = await RunAsync(new JsonlOptions { Source = "c4", UrlField = "metadata.url", LanguageField = "metadata.lang", TitleField = "title", DateField = "created" }, "*.jsonl");
        Assert.Equal(2, run.Records.Count);
        var one = run.Records[0];
        Assert.Equal(("one", "First é\n\"text\"", "c4", "http://example.org/1", "en", "A"), (one.Id, one.Text.ToString(), one.Source, one.Url, one.Language, one.Title));
        Assert.Equal(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero), one.PublishedAt);
        Assert.True(one.Tokens > 0);
        var two = run.Records[1];
        Assert.Equal(("2", "Second", null, null, null), (two.Id, two.Text.ToString(), two.Url, two.Title, two.PublishedAt));
    }

    [Fact]
    public async Task A_record_without_an_id_is_named_by_its_text()
    {
        _folder.Write("a.jsonl", "{\"text\": \"same\"}\n{\"text\": \"same\", \"id\": null}\n{\"text\": \"other\"}\n");
        var ids = (await RunAsync(new JsonlOptions(), "a.jsonl")).Ids;
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Equal(32, ids[0].Length);
    }

    [Fact]
    public async Task A_bad_line_stops_the_task_or_costs_itself_and_is_a_warning_with_its_place()
    {
        var good = "{\"text\": \"good\"}\n";
        var bytes = Encoding.UTF8.GetBytes(good + "{\"text\": \"cut\n" + "[1]\n" + "{\"text\": \"x\"} more\n" + "{\"text\": \"\\ud800\"}\n");
        _folder.Write("a.jsonl", [.. bytes, .. "{\"text\": \""u8, 0xFF, .. "\"}\r\n\r\n   \n"u8, .. Encoding.UTF8.GetBytes(good)]);
        var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new JsonlOptions(), "a.jsonl"));
        Assert.Equal("DP2012", stopped.Faults[0].Code);
        Assert.StartsWith($"a.jsonl:2 at offset {good.Length}: ", stopped.Faults[0].Message, StringComparison.Ordinal);
        var run = await RunAsync(new JsonlOptions { BadLines = BadLines.Skip }, "a.jsonl");
        Assert.Equal(2, run.Records.Count);
        var malformed = run.Warnings.Single(w => w.Kind == "json-malformed");
        Assert.Equal(4, malformed.Count);
        Assert.StartsWith($"a.jsonl:2 at offset {good.Length}: ", malformed.Examples[0], StringComparison.Ordinal);
        var encoding = run.Warnings.Single(w => w.Kind == "not-utf8");
        Assert.StartsWith($"a.jsonl:6 at offset {bytes.Length.ToString(CultureInfo.InvariantCulture)}: ", encoding.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_text_is_dropped()
    {
        _folder.Write("a.jsonl", "{\"id\": 1}\n{\"id\": 2, \"text\": null}\n{\"id\": 3, \"text\": \" \\n\"}\n{\"id\": 4, \"text\": {\"text\": 1}}\n{\"id\": 5, \"text\": \"t\"}");
        var run = await RunAsync(new JsonlOptions(), "a.jsonl");
        Assert.Equal(["5"], run.Ids);
        Assert.Equal(4, run.Dropped("no-text"));
        Assert.Equal(["1", "2", "3", "4"], run.Rejects.Select(r => r.Record.Id));
    }

    [Fact]
    public async Task Gzip_is_told_by_its_bytes_and_may_have_many_members()
    {
        // The second record is cut in two by the border of the members.
        _folder.Write("a.data", [.. Folder.Gzip("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,"), .. Folder.Gzip("\"text\":\"b\"}\n")]);
        var run = await RunAsync(new JsonlOptions(), "a.data");
        Assert.Equal(["1", "2"], run.Ids);
        Assert.Empty(run.Warnings);
        Assert.Equal(new FileInfo(_folder.PathOf("a.data")).Length, run.Tasks[0].AdvancedBytes);
    }

    [Fact]
    public async Task Truncated_gzip_stops_the_task_or_keeps_the_records_before_the_cut()
    {
        var whole = Folder.Gzip(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"id\":{i},\"text\":\"record {i * 7919 % 1000} of many\"}}\n")));
        _folder.Write("a.jsonl.gz", whole[..(whole.Length / 2)]);
        var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new JsonlOptions(), "a.jsonl.gz"));
        Assert.Equal("DP2013", stopped.Faults[0].Code);
        Assert.Contains("a.jsonl.gz at offset 0", stopped.Faults[0].Message, StringComparison.Ordinal);
        var run = await RunAsync(new JsonlOptions { Truncated = TruncatedFile.Accept }, "a.jsonl.gz");
        Assert.InRange(run.Records.Count, 500, 1500);
        Assert.Equal(Enumerable.Range(0, run.Records.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)), run.Ids);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal("file-truncated", warning.Kind);
        Assert.Contains("a.jsonl.gz at offset 0", warning.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_skipped()
    {
        var longLine = $"{{\"id\":\"long\",\"text\":\"{new string('x', 3_000_000)}\"}}\n";
        _folder.Write("a.jsonl", $"{{\"id\":1,\"text\":\"a\"}}\n{longLine}{{\"id\":2,\"text\":\"b\"}}\n");
        var run = await RunAsync(new JsonlOptions { MaxLineBytes = 100_000, BadLines = BadLines.Skip }, "a.jsonl");
        Assert.Equal(["1", "2"], run.Ids);
        Assert.StartsWith("a.jsonl:2 at offset 20: ", Assert.Single(run.Warnings.Single(w => w.Kind == "line-too-long").Examples), StringComparison.Ordinal);
        Assert.Equal(["1", "long", "2"], (await RunAsync(new JsonlOptions(), "a.jsonl")).Ids);
    }

    [Fact]
    public async Task An_empty_file_is_a_fault()
    {
        foreach (var text in new[] { "", "\n \n" })
        {
            _folder.Write("a.jsonl", text);
            var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new JsonlOptions(), "a.jsonl"));
            Assert.Equal("DP2010", fault.Faults[0].Code);
        }
    }

    [Theory]
    [InlineData("not json\nat all\n")]
    [InlineData("[\n1,\n2\n]\n")]
    public async Task A_file_without_a_readable_line_is_a_fault(string text)
    {
        _folder.Write("a.jsonl", text);
        var fault = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new JsonlOptions { BadLines = BadLines.Skip }, "a.jsonl"));
        Assert.Equal("DP2011", Assert.Single(fault.Faults).Code);
        Assert.Contains("a.jsonl", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_are_faults_all_at_once()
    {
        var setup = new InMemorySetup();
        _ = new JsonlStage(new JsonlOptions { Source = "", TextField = "", UrlField = "a..b", MediaType = "image/png" }, setup);
        Assert.Equal(["DP1101", "DP1102", "DP1105", "DP1106", "DP1106"], setup.Faults.Faults.Select(f => f.Code).Order());
    }

    [Fact]
    public async Task A_file_that_two_patterns_match_is_read_once()
    {
        _folder.Write("a.jsonl", "{\"id\":1,\"text\":\"a\"}");
        Assert.Equal(["1"], (await RunAsync(new JsonlOptions(), "a.jsonl", "*.jsonl")).Ids);
    }

    [Fact]
    public void Any_text_comes_back_as_it_was_written()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => string.Concat(s.Get.Where(c => !char.IsSurrogate(c)))).Where(s => !string.IsNullOrWhiteSpace(s)).NonEmptyListOf();
        Prop.ForAll(texts.ToArbitrary(), written =>
        {
            _folder.Write("p.jsonl", string.Join('\n', written.Select(t => System.Text.Json.JsonSerializer.Serialize(new { text = t }))));
            var run = RunAsync(new JsonlOptions(), "p.jsonl").GetAwaiter().GetResult();
            return run.Records.Select(r => r.Text.ToString()).SequenceEqual(written);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private Task<StageRun<Document>> RunAsync(JsonlOptions options, params string[] patterns)
    {
        var setup = new InMemorySetup();
        var stage = new JsonlStage(options with { Files = [.. patterns.Select(_folder.Pattern)] }, setup);
        setup.Faults.ThrowIfAny();
        return StageRunner.RunAsync<Document>(stage, [], StageRunnerOptions.Default);
    }
}
