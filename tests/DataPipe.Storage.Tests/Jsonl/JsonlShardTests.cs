using System.IO.Compression;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Storage.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Storage.Tests.Jsonl;

public sealed class JsonlShardTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DatasetSchema Documents = DatasetSchema.Of(RecordType.Document);
    private readonly Shards _shards = new();

    public void Dispose() => _shards.Dispose();

    private async Task<string> ReadFaultAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_shards.PathOf(name), text);
        return (await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Document>(name, Documents))).Message.Replace(_shards.PathOf(name), name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_one_line_with_the_names_of_the_columns_and_without_what_is_absent()
    {
        var document = new Document("a", Utf8Text.From("é \"q\" <b>\n"), "web")
        {
            Url = "https://x.example/?a=1&b=2", FetchedAt = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)), Tokens = 3,
            Notes = new Notes([NoteValue.Of(7L), NoteValue.Of(0.5), NoteValue.Of(false), NoteValue.Absent]),
        };
        var shard = Assert.Single(await _shards.WriteAsync(ShardFormat.Jsonl, Shards.To("data", ShardCodec.None), RandomRecords.Schema(RecordType.Document), [document]));
        Assert.Equal(
            """{"id":"a","text":"é \"q\" <b>\n","source":"web","url":"https://x.example/?a=1&b=2","fetched_at":"2024-05-06T05:08:09Z","media_type":"text/plain","tokens":3,"count":7,"share":0.5,"is_it":false}""" + "\n",
            await File.ReadAllTextAsync(_shards.PathOf(shard.Name)));
    }

    [Fact]
    public async Task Provenance_has_what_is_known_and_equal_costs_are_equal_bytes()
    {
        var schema = DatasetSchema.Of(RecordType.Sample);
        var provenance = new Provenance("r", "p/m", false, null, []) { Model = "m-1", Requests = ["k"], Cost = 0.25m, Currency = "USD", Use = "unclear" };
        Sample[] samples = [.. new[] { provenance, provenance with { Cost = 0.250000m }, Provenance.Human("h") }.Select(p => new Sample("a", [], new TaskLabel("", "", "", false, 0), p))];
        var shard = Assert.Single(await _shards.WriteAsync(ShardFormat.Jsonl, Shards.To("data", ShardCodec.None), schema, samples));
        var lines = await File.ReadAllLinesAsync(_shards.PathOf(shard.Name));
        Assert.Contains(
            """{"generator":"r","teacher":"p/m","simulated":false,"parents":[],"model":"m-1","requests":["k"],"cost":0.25,"currency":"USD","use":"unclear"}""", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[0], lines[1]);
        Assert.Contains("""{"generator":"h","simulated":false,"parents":[]}""", lines[2], StringComparison.Ordinal);
        Assert.Empty((await _shards.ReadAsync<Sample>(shard.Name, schema))[2].Provenance.Requests);
    }

    [Fact]
    public async Task Provenance_with_nulls_in_it_reads_like_one_without()
    {
        await File.WriteAllTextAsync(_shards.PathOf("x.jsonl"),
            """{"id":"a","messages":[],"task":{"name":"","instruction":"","input":"","is_classification":false,"round":0},"provenance":{"generator":"r","teacher":null,"simulated":false,"parents":[],"model":null,"requests":null,"cost":null,"currency":null,"use":null},"tokens":0}""" + "\n");
        var provenance = Assert.Single(await _shards.ReadAsync<Sample>("x.jsonl", DatasetSchema.Of(RecordType.Sample))).Provenance;
        Assert.Empty(provenance.Requests);
        Assert.Equal((null, null, null, null, null), (provenance.Teacher, provenance.Model, provenance.Cost, provenance.Currency, provenance.Use));
    }

    [Fact]
    public async Task A_cost_beyond_what_a_record_holds_is_a_fault()
    {
        await File.WriteAllTextAsync(_shards.PathOf("x.jsonl"),
            """{"id":"a","messages":[],"task":{"name":"","instruction":"","input":"","is_classification":false,"round":0},"provenance":{"generator":"r","simulated":false,"parents":[],"cost":1e9},"tokens":0}""" + "\n");
        var fault = await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Sample>("x.jsonl", DatasetSchema.Of(RecordType.Sample)));
        Assert.Contains("'cost' is more than a record can hold", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_JSON_cannot_hold_is_absent()
    {
        var schema = new DatasetSchema(RecordType.Document, [new("score", NoteType.Number, "")]);
        var shard = Assert.Single(await _shards.WriteAsync(ShardFormat.Jsonl, Shards.To("data", ShardCodec.None), schema,
            [new Document("a", Utf8Text.From("t"), "web") { Notes = new Notes([NoteValue.Of(double.NaN)]) }]));
        Assert.False((await _shards.ReadAsync<Document>(shard.Name, schema))[0].Notes[0].HasValue);
    }

    [Fact]
    public async Task A_gzip_shard_is_what_others_read()
    {
        var shard = Assert.Single(await _shards.WriteAsync(ShardFormat.JsonlGzip, Shards.To("data", ShardCodec.None), Documents, [new Document("a", Utf8Text.From("t"), "web")]));
        await using var plain = new GZipStream(File.OpenRead(_shards.PathOf(shard.Name)), CompressionMode.Decompress);
        Assert.Equal("""{"id":"a","text":"t","source":"web","media_type":"text/plain","tokens":0}""" + "\n", await new StreamReader(plain).ReadToEndAsync());
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n", "DP3007 x.jsonl:1 is not a document: The given key was not present in the dictionary.")]
    [InlineData("{\"id\":\"a\",\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1}\n[]\n", "DP3007 x.jsonl:2 is not a document: the line is not an object")]
    [InlineData("{\"id\":null,\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1}\n", "DP3007 x.jsonl:1 is not a document: 'id' is null")]
    [InlineData("{\"id\":\"a\",\"text\":\"t\"", "DP3007 x.jsonl ends in the middle of line 1")]
    public async Task A_bad_line_is_a_fault_with_file_and_line(string text, string message) => Assert.Equal(message, await ReadFaultAsync("x.jsonl", text));

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":\"many\"}\n")]
    [InlineData("{\"id\":\"a\",\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1.5}\n")]
    [InlineData("{\"id\":\"a\",\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1,\"fetched_at\":\"yesterday\"}\n")]
    [InlineData("{\"id\":\"\\ud800\",\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1}\n")]
    [InlineData("{\"id\":{},\"text\":\"t\",\"source\":\"s\",\"media_type\":\"m\",\"tokens\":1}\n")]
    [InlineData("nonsense\n")]
    [InlineData("\n")]
    public async Task Whatever_is_wrong_with_a_line_is_a_fault(string text) =>
        Assert.StartsWith("DP3007 x.jsonl:1 is not a document: ", await ReadFaultAsync("x.jsonl", text), StringComparison.Ordinal);

    [Fact]
    public async Task Nesting_that_would_break_the_stack_is_a_fault() =>
        Assert.StartsWith("DP3007 x.jsonl:1 is not a document: ", await ReadFaultAsync("x.jsonl", $"{{\"id\":{new string('[', 100_000)}\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_gzip_shard_cut_short_is_a_fault_that_names_it()
    {
        Document[] records = [.. Enumerable.Range(0, 2000).Select(i => new Document($"{i * 7919 % 1000}", Utf8Text.From($"{i * 104729 % 9973}"), "web"))];
        var shard = Assert.Single(await _shards.WriteAsync(ShardFormat.JsonlGzip, Shards.To("data", ShardCodec.None), Documents, records));
        var whole = await File.ReadAllBytesAsync(_shards.PathOf(shard.Name));
        foreach (var length in (int[])[whole.Length - 1, whole.Length - 9, whole.Length - 20, whole.Length / 2, whole.Length / 3, 30, 3, 0])
        {
            await File.WriteAllBytesAsync(_shards.PathOf(shard.Name), whole[..length]);
            var fault = await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Document>(shard.Name, Documents));
            Assert.StartsWith($"DP3007 {_shards.PathOf(shard.Name)} ", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_gzip_shard_that_is_none_is_a_fault_that_names_it()
    {
        await File.WriteAllTextAsync(_shards.PathOf("x.jsonl.gz"), "plain text, no gzip at all");
        var fault = await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Document>("x.jsonl.gz", Documents));
        Assert.StartsWith($"DP3007 {_shards.PathOf("x.jsonl.gz")} cannot be read: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShardFormat.Jsonl)]
    [InlineData(ShardFormat.JsonlGzip)]
    [InlineData(ShardFormat.Parquet)]
    public async Task On_a_full_disk_the_abandoned_file_goes(ShardFormat format)
    {
        using var disk = SmallDisk.Mount("512k", output);
        if (disk is null) return;
        var chance = new Random(1);
        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
        {
            await using var writer = new RecordFormats().Create<Document>(new Storage.Local.LocalStore(disk.Path), format, Shards.To("data", ShardCodec.None), Documents);
            for (var i = 0; i < 2000; i++)
            {
                var noise = new byte[3000];
                chance.NextBytes(noise);
                await writer.WriteAsync(new Document($"{i}", Utf8Text.From(Convert.ToBase64String(noise)), "web"), CancellationToken.None);
            }

            await writer.CommitAsync(CancellationToken.None);
        });
        Assert.Equal("DP3001", fault.Faults[0].Code);
        Assert.Empty(disk.Files());
    }
}
