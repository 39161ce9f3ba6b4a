using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Reading;

public sealed class RoundTripTests
{
    private static readonly CodecKind[] CodecKinds =
        [CodecKind.None, CodecKind.Snappy, CodecKind.Gzip, CodecKind.Brotli, CodecKind.Zstandard];

    [Fact]
    public void What_is_written_is_read_for_every_schema_codec_and_page_size()
    {
        var cases = from seed in Gen.Choose(0, int.MaxValue)
                    from rows in Gen.Choose(0, 300)
                    from codec in Gen.Elements(CodecKinds)
                    from pageBytes in Gen.Elements(1, 100, 2000, 1 << 20)
                    from dictionaryBytes in Gen.Elements<int?>(null, 0, 60, 1 << 20)
                    from groupBytes in Gen.Elements(1L, 3000L, 64L << 20)
                    select (seed, rows, new ParquetWriterOptions
                    {
                        Codec = codec,
                        PageBytes = pageBytes,
                        DictionaryBytes = dictionaryBytes,
                        RowGroupBytes = groupBytes,
                    });
        var property = Prop.ForAll(
            cases.ToArbitrary(), sample => IsReadAsWritten(sample.seed, sample.rows, sample.Item3).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public async Task The_same_rows_give_the_same_bytes()
    {
        var options = new ParquetWriterOptions { Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        var reordered = options with { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        Assert.Equal(await new RandomTable(7, 500).WriteAsync(options), await new RandomTable(7, 500).WriteAsync(reordered));
    }

    [Fact]
    public async Task Fields_are_nested_to_the_greatest_depth()
    {
        var node = SchemaNode.Int32("leaf", optional: true);
        for (var depth = 1; depth < ParquetSchema.MaxDepth; depth++)
            node = SchemaNode.Struct("s", optional: true, node);
        var schema = new ParquetSchema([node]);
        var output = new MemoryStream();
        await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions { Codec = CodecKind.None });
        for (var definition = 0; definition < ParquetSchema.MaxDepth; definition++)
        {
            writer.Column(0).AppendNull(definition, 0);
            writer.EndRow();
        }
        writer.Column(0).Append(42);
        writer.EndRow();
        await writer.FinishAsync(CancellationToken.None);

        await using var reader = await ParquetReader.OpenAsync(output, "deep", CancellationToken.None);
        Assert.Equal(schema.Columns, reader.Schema.Columns);
        var values = await reader.ReadAsync(0, 0, CancellationToken.None);
        Assert.Equal(ParquetSchema.MaxDepth + 1, values.Count);
        Assert.Equal(ParquetSchema.MaxDepth, values.Definitions[^1]);
        Assert.Equal(42, values.Int32(0));
    }

    [Fact]
    public async Task Values_stay_valid_after_other_chunks_are_read_and_the_reader_is_gone()
    {
        foreach (var codec in CodecKinds)
        {
            var schema = new ParquetSchema([SchemaNode.String("a"), SchemaNode.String("b")]);
            var output = new MemoryStream();
            await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions { Codec = codec, DictionaryBytes = null });
            for (var row = 0; row < 1000; row++)
            {
                writer.Column(0).Append($"first {row}");
                writer.Column(1).Append($"other {row}");
                writer.EndRow();
            }
            await writer.FinishAsync(CancellationToken.None);
            ColumnChunkValues first;
            await using (var reader = await ParquetReader.OpenAsync(output, "two", CancellationToken.None))
            {
                first = await reader.ReadAsync(0, 0, CancellationToken.None);
                await reader.ReadAsync(0, 1, CancellationToken.None);
            }
            for (var row = 0; row < 1000; row++)
                Assert.Equal($"first {row}", System.Text.Encoding.UTF8.GetString(first.Bytes(row)));
        }
    }

    private static async Task<bool> IsReadAsWritten(int seed, int rowCount, ParquetWriterOptions options)
    {
        var table = new RandomTable(seed, rowCount);
        var bytes = await table.WriteAsync(options);
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "round trip", CancellationToken.None);
        Assert.Equal(table.Schema.Columns, reader.Schema.Columns);
        Assert.Equal(rowCount, reader.Rows);
        for (var leaf = 0; leaf < table.Schema.Leaves.Count; leaf++)
        {
            var read = new List<Entry>();
            for (var group = 0; group < reader.RowGroups.Count; group++)
                read.AddRange(Entry.Of(await reader.ReadAsync(group, leaf, CancellationToken.None)));
            Assert.Equal(table.Rows.SelectMany(row => row[leaf]), read);
        }
        return true;
    }
}
