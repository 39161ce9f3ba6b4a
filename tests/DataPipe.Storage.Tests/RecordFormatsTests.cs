using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Storage.Tests;

public sealed class RecordFormatsTests : IDisposable
{
    private static readonly Config Trials = Config.QuickThrowOnFailure.WithMaxTest(25);
    private readonly Shards _shards = new();

    public static TheoryData<ShardFormat, ShardCodec> Formats => new()
    {
        { ShardFormat.Parquet, ShardCodec.Zstandard }, { ShardFormat.Parquet, ShardCodec.Snappy }, { ShardFormat.Parquet, ShardCodec.Gzip },
        { ShardFormat.Parquet, ShardCodec.None }, { ShardFormat.Jsonl, ShardCodec.None }, { ShardFormat.JsonlGzip, ShardCodec.None },
    };

    public void Dispose() => _shards.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Documents_read_back_as_they_were_written(ShardFormat format, ShardCodec codec) => Identity(RandomRecords.Documents, format, codec);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Samples_read_back_as_they_were_written(ShardFormat format, ShardCodec codec) => Identity(RandomRecords.Samples, format, codec);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Preferences_read_back_as_they_were_written(ShardFormat format, ShardCodec codec) => Identity(RandomRecords.Preferences, format, codec);

    private void Identity<T>(Gen<T> records, ShardFormat format, ShardCodec codec) where T : class, IRecord<T>
    {
        var schema = RandomRecords.Schema(T.Type);
        Prop.ForAll(records.ArrayOf().ToArbitrary(), written => SameRecords.Check(written, _shards.RoundTrip(format, codec, schema, written))).Check(Trials);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_same_records_give_the_same_bytes(ShardFormat format, ShardCodec codec)
    {
        var records = RandomRecords.Preferences.Sample(200, 20).ToArray();
        var schema = RandomRecords.Schema(RecordType.Preference);
        var first = await _shards.WriteAsync(format, Shards.To("first", codec), schema, records);
        var second = await _shards.WriteAsync(format, Shards.To("second", codec), schema, records);
        Assert.Equal(first.Select(s => (s.Bytes, s.Checksum)), second.Select(s => (s.Bytes, s.Checksum)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_checksum_and_the_size_are_those_of_the_file_and_the_name_tells_the_content(ShardFormat format, ShardCodec codec)
    {
        Document[] records = [new("a", Utf8Text.From("text"), "web") { Tokens = 3 }, new("b", Utf8Text.From(""), "web") { Tokens = 4 }];
        var shard = Assert.Single(await _shards.WriteAsync(format, Shards.To("data", codec), DatasetSchema.Of(RecordType.Document), records));
        var bytes = await File.ReadAllBytesAsync(_shards.PathOf(shard.Name));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), shard.Checksum);
        Assert.Equal((bytes.Length, 2, 7), (shard.Bytes, shard.Records, shard.Tokens));
        Assert.Matches($"^data/part-000-{shard.Checksum[..12]}\\.(parquet|jsonl|jsonl\\.gz)$", shard.Name);
    }

    [Theory]
    [InlineData(ShardFormat.Parquet)]
    [InlineData(ShardFormat.Jsonl)]
    [InlineData(ShardFormat.JsonlGzip)]
    public async Task A_shard_ends_when_it_has_reached_its_target_and_order_goes_on_in_the_next(ShardFormat format)
    {
        // 12 MB that do not compress, at 2 MB a shard.
        var chance = new Random(1);
        Document[] records = [.. Enumerable.Range(0, 3000).Select(i =>
        {
            var noise = new byte[3000];
            chance.NextBytes(noise);
            return new Document($"d{i:0000}", Utf8Text.From(Convert.ToBase64String(noise)), "web") { Tokens = 1 };
        })];
        var schema = DatasetSchema.Of(RecordType.Document);
        var shards = await _shards.WriteAsync(format, Shards.To("data", ShardCodec.None, 2 << 20), schema, records);
        Assert.InRange(shards.Count, 3, 7);
        Assert.All(shards.SkipLast(1), s => Assert.InRange(s.Bytes, 2 << 20, 4 << 20));
        Assert.Equal(3000, shards.Sum(s => s.Records));
        Assert.Equal(3000, shards.Sum(s => s.Tokens));
        Assert.Equal(shards.Select(s => s.Name).Order(StringComparer.Ordinal), shards.Select(s => s.Name));
        List<Document> read = [];
        foreach (var shard in shards) read.AddRange(await _shards.ReadAsync<Document>(shard.Name, schema));
        SameRecords.Check(records, read);
        Assert.Equal(shards.Count, _shards.Files().Count);
    }

    [Fact]
    public async Task A_small_target_gives_small_JSONL_shards()
    {
        Document[] records = [.. Enumerable.Range(0, 1000).Select(i => new Document($"d{i:0000}", Utf8Text.From(new string('x', 1000)), "web"))];
        var shards = await _shards.WriteAsync(ShardFormat.Jsonl, Shards.To("data", ShardCodec.None, 64 * 1024), DatasetSchema.Of(RecordType.Document), records);
        Assert.All(shards.SkipLast(1), s => Assert.InRange(s.Bytes, 64 * 1024, 2 * 64 * 1024));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task No_record_gives_no_shard(ShardFormat format, ShardCodec codec)
    {
        Assert.Empty(await _shards.WriteAsync<Document>(format, Shards.To("data", codec), DatasetSchema.Of(RecordType.Document), []));
        Assert.Empty(_shards.Files());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Disposed_without_commit_leaves_nothing(ShardFormat format, ShardCodec codec)
    {
        await using (var writer = new RecordFormats().Create<Document>(_shards.Store, format, Shards.To("data", codec), DatasetSchema.Of(RecordType.Document)))
            await writer.WriteAsync(new Document("a", Utf8Text.From("text"), "web"), CancellationToken.None);
        Assert.Empty(_shards.Files());
    }

    [Fact]
    public async Task Disposed_without_commit_leaves_whole_shards_alone_and_no_unfinished_file()
    {
        await using (var writer = new RecordFormats().Create<Document>(_shards.Store, ShardFormat.Jsonl, Shards.To("data", ShardCodec.None, 1000), DatasetSchema.Of(RecordType.Document)))
            for (var i = 0; i < 25; i++) await writer.WriteAsync(new Document($"{i}", Utf8Text.From(new string('x', 100)), "web"), CancellationToken.None);
        Assert.NotEmpty(_shards.Files());
        foreach (var file in _shards.Files()) Assert.NotEmpty(await _shards.ReadAsync<Document>(file, DatasetSchema.Of(RecordType.Document)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_batch_ends_at_its_bytes_so_that_large_records_do_not_fill_the_memory(ShardFormat format, ShardCodec codec)
    {
        Document[] records = [.. Enumerable.Range(0, 12).Select(i => new Document($"d{i}", Utf8Text.From(new string((char)('a' + i), 1 << 20)), "web"))];
        var shard = Assert.Single(await _shards.WriteAsync(format, Shards.To("data", codec), DatasetSchema.Of(RecordType.Document), records));
        List<int> counts = [];
        await foreach (var batch in new RecordFormats().ReadAsync<Document>(_shards.Store, shard.Name, DatasetSchema.Of(RecordType.Document), CancellationToken.None))
            counts.Add(batch.Count);
        Assert.Equal([4, 4, 4], counts);
    }

    [Fact]
    public async Task Notes_that_a_record_does_not_have_are_absent()
    {
        foreach (var format in (ShardFormat[])[ShardFormat.Parquet, ShardFormat.Jsonl])
        {
            var schema = RandomRecords.Schema(RecordType.Document);
            var shard = Assert.Single(await _shards.WriteAsync(format, Shards.To("data", ShardCodec.None), schema, [new Document("a", Utf8Text.From("t"), "web")]));
            Assert.Equal(Notes.None, (await _shards.ReadAsync<Document>(shard.Name, schema))[0].Notes);
        }
    }
}
