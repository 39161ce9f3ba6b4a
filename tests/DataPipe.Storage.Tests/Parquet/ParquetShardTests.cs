using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using DataPipe.Storage.Tests.Support;
using FsCheck.Fluent;

namespace DataPipe.Storage.Tests.Parquet;

public sealed class ParquetShardTests : IDisposable
{
    private static readonly DatasetSchema Documents = DatasetSchema.Of(RecordType.Document);
    private readonly Shards _shards = new();

    public void Dispose() => _shards.Dispose();

    private async Task<string> WriteAsync<T>(DatasetSchema schema, ShardCodec codec, params IReadOnlyList<T> records) where T : class, IRecord<T> =>
        Assert.Single(await _shards.WriteAsync(ShardFormat.Parquet, Shards.To("data", codec), schema, records)).Name;

    private async Task<ParquetReader> OpenAsync(string key) =>
        await ParquetReader.OpenAsync(new MemoryStream(await File.ReadAllBytesAsync(_shards.PathOf(key))), key, CancellationToken.None);

    [Fact]
    public async Task Documents_lie_in_typed_columns_with_their_notes_behind()
    {
        var key = await WriteAsync(RandomRecords.Schema(RecordType.Document), ShardCodec.Zstandard, new Document("a", Utf8Text.From("t"), "web"));
        await using var reader = await OpenAsync(key);
        Assert.Equal(
            ["id", "text", "source", "url", "language", "title", "fetched_at", "published_at", "media_type", "tokens", "count", "share", "is_it", "label", "place.list.element"],
            reader.Schema.Leaves.Select(l => l.Path));
        Assert.Equal(LogicalType.TimestampMicros, reader.Schema.FindLeaf("fetched_at")!.Node.Logical);
        Assert.Equal((PhysicalType.Int64, 1), (reader.Schema.FindLeaf("count")!.Physical, reader.Schema.FindLeaf("count")!.MaxDefinition));
        Assert.Equal(PhysicalType.Boolean, reader.Schema.FindLeaf("is_it")!.Physical);
    }

    [Fact]
    public async Task Samples_lie_in_nested_columns()
    {
        var key = await WriteAsync(DatasetSchema.Of(RecordType.Sample), ShardCodec.Snappy, RandomRecords.Samples.Sample(3, 10).ToArray());
        await using var reader = await OpenAsync(key);
        Assert.Equal(
            ["id", "messages.list.element.role", "messages.list.element.content", "messages.list.element.reasoning", "task.name", "task.instruction", "task.input", "task.is_classification", "task.round",
                "provenance.generator", "provenance.teacher", "provenance.simulated", "provenance.prompt", "provenance.parents.list.element",
                "provenance.model", "provenance.requests.list.element", "provenance.cost", "provenance.currency", "provenance.use", "ground_truth",
                "citations.list.element.document", "citations.list.element.start", "citations.list.element.end", "citations.list.element.text", "tokens"],
            reader.Schema.Leaves.Select(l => l.Path));
        Assert.Equal(1, reader.Schema.FindLeaf("messages.list.element.role")!.MaxRepetition);
        Assert.Equal(3, reader.Rows);
    }

    [Fact]
    public async Task Preferences_lie_in_nested_columns()
    {
        var key = await WriteAsync(DatasetSchema.Of(RecordType.Preference), ShardCodec.Gzip, RandomRecords.Preferences.Sample(3, 10).ToArray());
        await using var reader = await OpenAsync(key);
        Assert.Equal(
            ["id", "prompt.list.element.role", "prompt.list.element.content", "prompt.list.element.reasoning", "chosen.list.element.role", "chosen.list.element.content", "chosen.list.element.reasoning",
                "rejected.list.element.role", "rejected.list.element.content", "rejected.list.element.reasoning", "chosen_score", "rejected_score",
                "verdicts.list.element.judge", "verdicts.list.element.swapped", "verdicts.list.element.winner", "verdicts.list.element.rationale",
                "provenance.generator", "provenance.teacher", "provenance.simulated", "provenance.prompt", "provenance.parents.list.element",
                "provenance.model", "provenance.requests.list.element", "provenance.cost", "provenance.currency", "provenance.use", "tokens"],
            reader.Schema.Leaves.Select(l => l.Path));
    }

    [Fact]
    public async Task The_footer_holds_record_type_notes_and_the_metadata_of_the_run()
    {
        var key = await WriteAsync(new DatasetSchema(RecordType.Document, [new("count", NoteType.Integer, "An integer.")]), ShardCodec.Zstandard, new Document("a", Utf8Text.From("t"), "web"));
        await using var reader = await OpenAsync(key);
        Assert.Equal("document", reader.Metadata["datapipe.record"]);
        Assert.Equal("""[["count","integer","An integer."]]""", reader.Metadata["datapipe.notes"]);
        Assert.Equal("f00d", reader.Metadata["datapipe.fingerprint"]);
    }

    [Theory]
    [InlineData(ShardCodec.Zstandard, CodecKind.Zstandard)]
    [InlineData(ShardCodec.Snappy, CodecKind.Snappy)]
    [InlineData(ShardCodec.Gzip, CodecKind.Gzip)]
    [InlineData(ShardCodec.None, CodecKind.None)]
    public async Task Pages_are_compressed_as_asked(ShardCodec asked, CodecKind found)
    {
        var key = await WriteAsync(Documents, asked, new Document("a", Utf8Text.From(new string('x', 10_000)), "web"));
        await using var reader = await OpenAsync(key);
        Assert.Equal(found, reader.RowGroups[0].Columns[1].Codec);
    }

    [Fact]
    public async Task Reading_another_record_type_is_a_fault_that_names_file_and_column()
    {
        var document = await WriteAsync(Documents, ShardCodec.None, new Document("a", Utf8Text.From("t"), "web"));
        var sample = await WriteAsync(DatasetSchema.Of(RecordType.Sample), ShardCodec.None, RandomRecords.Samples.Sample(1, 10).ToArray());
        Assert.Equal(
            $"DP3008 {_shards.PathOf(document)} does not hold samples: column 'messages.list.element.role' is missing",
            (await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Sample>(document, DatasetSchema.Of(RecordType.Sample)))).Message);
        Assert.Equal(
            $"DP3008 {_shards.PathOf(sample)} does not hold documents: column 'text' is missing",
            (await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Document>(sample, Documents))).Message);
        Assert.Equal(
            $"DP3008 {_shards.PathOf(sample)} does not hold preferences: column 'prompt.list.element.role' is missing",
            (await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Preference>(sample, DatasetSchema.Of(RecordType.Preference)))).Message);
    }

    [Fact]
    public async Task A_column_of_another_type_is_a_fault()
    {
        var key = await WriteAsync(new DatasetSchema(RecordType.Document, [new("score", NoteType.Text, "")]), ShardCodec.None, new Document("a", Utf8Text.From("t"), "web"));
        var fault = await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Document>(key, new DatasetSchema(RecordType.Document, [new("score", NoteType.Number, "")])));
        Assert.Equal($"DP3008 {_shards.PathOf(key)} does not hold documents: column 'score' is of another type", fault.Message);
    }

    [Fact]
    public async Task A_cost_is_a_decimal_number_of_which_no_digit_is_lost()
    {
        var sample = RandomRecords.Samples.Sample(1, 10).Single();
        sample = sample with { Provenance = sample.Provenance with { Cost = 0.10000000049m } };
        var key = await WriteAsync(DatasetSchema.Of(RecordType.Sample), ShardCodec.None, sample);
        await using var reader = await OpenAsync(key);
        var column = reader.Schema.FindLeaf("provenance.cost")!.Node;
        Assert.Equal((PhysicalType.Int64, LogicalType.Decimal, 18, 9), (column.Physical, column.Logical, column.DecimalPrecision, column.DecimalScale));
        Assert.Equal(0.1m, Assert.Single(await _shards.ReadAsync<Sample>(key, DatasetSchema.Of(RecordType.Sample))).Provenance.Cost);
    }

    [Fact]
    public async Task A_file_from_before_costs_and_use_were_kept_reads_without_them()
    {
        var mapping = new RecordMapping<OldSample>();
        await using (var file = File.Create(_shards.PathOf("old.parquet")))
        await using (var writer = new ParquetWriter(file, mapping.Schema, new ParquetWriterOptions()))
        {
            mapping.Append(writer, new OldSample("a", [new OldMessage("user", "hi")], new OldProvenance("recipe", "p/m", true, null, ["x", "y"])));
            await writer.FinishAsync(CancellationToken.None);
        }

        var sample = Assert.Single(await _shards.ReadAsync<Sample>("old.parquet", DatasetSchema.Of(RecordType.Sample)));
        Assert.Equal((new ChatMessage("user", "hi"), null, 0), (Assert.Single(sample.Messages), sample.GroundTruth, sample.Citations.Count));
        var provenance = sample.Provenance;
        Assert.Equal(("recipe", "p/m", true), (provenance.Generator, provenance.Teacher, provenance.Simulated));
        Assert.Equal(["x", "y"], provenance.Parents);
        Assert.Empty(provenance.Requests);
        Assert.Equal((null, null, null, null), (provenance.Model, provenance.Cost, provenance.Currency, provenance.Use));
    }

    [Fact]
    public async Task A_column_that_the_file_lacks_reads_as_absent()
    {
        var key = await WriteAsync(Documents, ShardCodec.None, new Document("a", Utf8Text.From("t"), "web") { Tokens = 7 });
        var read = (await _shards.ReadAsync<Document>(key, new DatasetSchema(RecordType.Document, [new("score", NoteType.Number, "")])))[0];
        Assert.False(read.Notes[0].HasValue);
        Assert.Equal(7, read.Tokens);
    }

    [Fact]
    public async Task A_file_of_others_with_id_and_text_alone_reads_as_documents()
    {
        await using (var file = File.Create(_shards.PathOf("theirs.parquet")))
        await using (var writer = new ParquetWriter(file, new ParquetSchema([SchemaNode.String("text"), SchemaNode.String("id"), SchemaNode.Int32("other")]), new ParquetWriterOptions { Codec = CodecKind.None }))
        {
            for (var i = 0; i < 3; i++)
            {
                writer.Column(0).Append($"text {i}");
                writer.Column(1).Append($"id {i}");
                writer.Column(2).Append(i);
                writer.EndRow();
            }

            await writer.FinishAsync(CancellationToken.None);
        }

        var read = await _shards.ReadAsync<Document>("theirs.parquet", Documents);
        Assert.Equal([("id 0", "text 0"), ("id 1", "text 1"), ("id 2", "text 2")], read.Select(d => (d.Id, d.Text.ToString())));
        Assert.All(read, d => Assert.Equal((MediaTypes.Plain, null, 0), (d.MediaType, d.Url, d.Tokens)));
    }

    [Theory]
    [InlineData(ShardCodec.Zstandard)]
    [InlineData(ShardCodec.Snappy)]
    [InlineData(ShardCodec.Gzip)]
    [InlineData(ShardCodec.None)]
    public async Task A_shard_cut_short_anywhere_is_a_fault_that_names_it(ShardCodec codec)
    {
        var schema = RandomRecords.Schema(RecordType.Sample);
        var key = await WriteAsync(schema, codec, RandomRecords.Samples.Sample(20, 10).ToArray());
        var whole = await File.ReadAllBytesAsync(_shards.PathOf(key));
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 60))
        {
            await File.WriteAllBytesAsync(_shards.PathOf(key), whole[..length]);
            var fault = await Assert.ThrowsAsync<FaultException>(() => _shards.ReadAsync<Sample>(key, schema));
            Assert.Equal("DP3007", fault.Faults[0].Code);
            Assert.StartsWith($"DP3007 {_shards.PathOf(key)} cannot be read: ", fault.Message, StringComparison.Ordinal);
            Assert.EndsWith("; when it is a shard of a run, delete it and run again to make it anew", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ShardCodec.Zstandard)]
    [InlineData(ShardCodec.Snappy)]
    [InlineData(ShardCodec.Gzip)]
    [InlineData(ShardCodec.None)]
    public async Task A_changed_byte_is_noticed_or_harmless_and_never_anything_but_a_fault(ShardCodec codec)
    {
        var schema = RandomRecords.Schema(RecordType.Preference);
        var key = await WriteAsync(schema, codec, RandomRecords.Preferences.Sample(30, 10).ToArray());
        var whole = await File.ReadAllBytesAsync(_shards.PathOf(key));
        var noticed = 0;
        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 250))
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(_shards.PathOf(key), damaged);
            try
            {
                await _shards.ReadAsync<Preference>(key, schema);
            }
            catch (FaultException fault)
            {
                Assert.Contains(fault.Faults[0].Code, (string[])["DP3007", "DP3008"]);
                Assert.Contains(_shards.PathOf(key), fault.Message, StringComparison.Ordinal);
                noticed++;
            }
        }

        Assert.InRange(noticed, 50, int.MaxValue);
    }

    private sealed record OldMessage([property: ParquetColumn("role")] string Role, [property: ParquetColumn("content")] string Content);

    private sealed record OldProvenance(
        [property: ParquetColumn("generator")] string Generator, [property: ParquetColumn("teacher")] string? Teacher, [property: ParquetColumn("simulated")] bool Simulated,
        [property: ParquetColumn("prompt")] string? Prompt, [property: ParquetColumn("parents")] string[] Parents);

    private sealed record OldSample(
        [property: ParquetColumn("id")] string Id, [property: ParquetColumn("messages")] OldMessage[] Messages, [property: ParquetColumn("provenance")] OldProvenance Provenance);
}
