using System.Text.Json.Nodes;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Interop;

/// <summary>What this library writes, as hyparquet and DuckDB read it.</summary>
public sealed class IndependentReadersTests(ITestOutputHelper output)
{
    private const int RowCount = 500;

    // Every codec with every page version, several times over.
    private static readonly int TableCount = LongTests.Cases(72, 1440);

    // What a reader refuses.
    private static readonly Dictionary<string, LogicalType[]> Refused = new()
    {
        ["hyparquet"] = [LogicalType.Bson, LogicalType.Interval],
        ["duckdb"] = [LogicalType.Bson],
    };

    private static readonly CodecKind[] CodecKinds =
        [CodecKind.None, CodecKind.Snappy, CodecKind.Gzip, CodecKind.Brotli, CodecKind.Zstandard, CodecKind.Lz4Raw];

    [Theory]
    [InlineData("hyparquet")]
    [InlineData("duckdb")]
    public async Task Every_value_of_every_type_is_read_in_every_codec(string reader)
    {
        if (NodeReader.WhyAbsent is { } why)
        {
            output.WriteLine(why);
            return;
        }
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        foreach (var codec in CodecKinds)
            foreach (var version in new[] { 1, 2 })
                foreach (var pageBytes in new[] { 500, 1 << 20 })
                    files.Add(await WriteAsync(folder, new ParquetWriterOptions
                    {
                        Codec = codec, PageVersion = version, PageBytes = pageBytes, RowGroupBytes = 40_000,
                    }));
        var read = await NodeReader.ReadAsync(reader, "--all", [.. files]);
        Assert.Equal(files.Count, read.Count);
        foreach (var file in read)
        {
            Assert.Equal(RowCount, (int)file["rows"]!);
            Assert.Equal(
                ["id", "text", "lang", "score", "count", "ratio", "flag", "json", "day", "time", "tags", "messages", "grid", "meta"],
                file["columns"]!.AsArray().Select(name => (string)name!));
            for (var row = 0; row < RowCount; row++)
                AssertEqual(ExpectedRow(row, reader), file["all"]![row]!);
            AssertEqual(ExpectedRow(0, reader), file["sample"]!);
        }
        output.WriteLine($"{reader}: {read.Count} files of {RowCount} rows");
    }

    [Theory]
    [InlineData("hyparquet")]
    [InlineData("duckdb")]
    public async Task Random_nested_tables_are_read_equal_in_every_type_encoding_codec_and_page_version(string reader)
    {
        if (NodeReader.WhyAbsent is { } why)
        {
            output.WriteLine(why);
            return;
        }
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        var tables = new List<RandomTable>();
        for (var seed = 0; seed < TableCount; seed++)
        {
            var table = new RandomTable(seed, 60, Refused[reader]);
            var options = table.WithRandomColumns(new ParquetWriterOptions
            {
                Codec = CodecKinds[seed % CodecKinds.Length],
                PageVersion = 1 + seed / CodecKinds.Length % 2,
                PageBytes = 1 << (4 + seed % 10),
                RowGroupBytes = 1 << (10 + seed % 8),
                PageIndex = seed % 5 > 0,
            }, (leaf, encoding) => reader == "hyparquet" || IsKnownToDuckDB(leaf, encoding));
            files.Add(Path.Combine(folder.Path, $"{seed}.parquet"));
            await File.WriteAllBytesAsync(files[^1], await table.WriteAsync(options));
            tables.Add(table);
        }
        var read = await NodeReader.ReadAsync(reader, "--exact", [.. files]);
        Assert.Equal(files.Count, read.Count);
        long values = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            var (columns, rows) = (tables[i].Schema.Columns, read[i]["all"]!.AsArray());
            Assert.Equal(tables[i].Trees.Count, rows.Count);
            for (var row = 0; row < rows.Count; row++)
                for (var column = 0; column < columns.Count; column++, values++)
                    ReadValues.AssertEqual(columns[column], tables[i].Trees[row][column], rows[row]![columns[column].Name],
                        $"table {i}, row {row}, column {columns[column].Name}");
        }
        output.WriteLine($"{reader}: {values} values of top-level columns in {read.Count} random tables");
    }

    private static bool IsKnownToDuckDB(LeafColumn leaf, PageEncoding encoding) => encoding switch
    {
        PageEncoding.ByteStreamSplit => leaf.Physical is PhysicalType.Float or PhysicalType.Double,
        PageEncoding.DeltaLengthByteArray => leaf.Node.Logical != LogicalType.Decimal,
        _ => true,
    };

    private static async Task<string> WriteAsync(TemporaryFolder folder, ParquetWriterOptions options)
    {
        var schema = new ParquetSchema(
        [
            SchemaNode.String("id"), SchemaNode.String("text"), SchemaNode.String("lang", optional: true),
            SchemaNode.Double("score", optional: true), SchemaNode.Int32("count"), SchemaNode.Float("ratio"), SchemaNode.Boolean("flag", optional: true),
            SchemaNode.Json("json"), SchemaNode.Date("day"), SchemaNode.TimestampMicros("time"),
            SchemaNode.List("tags", true, SchemaNode.String("tag", optional: true)),
            SchemaNode.List("messages", false, SchemaNode.Struct("message", false, SchemaNode.String("role"), SchemaNode.String("content"))),
            SchemaNode.List("grid", false, SchemaNode.List("row", false, SchemaNode.Int64("cell"))),
            SchemaNode.Struct("meta", true, SchemaNode.Int64("n"), SchemaNode.String("note", optional: true)),
        ]);
        var path = Path.Combine(folder.Path, $"{options.Codec}-{options.PageVersion}-{options.PageBytes}.parquet");
        await using var stream = File.Create(path);
        await using var writer = new ParquetWriter(stream, schema, options);
        for (var row = 0; row < RowCount; row++)
        {
            AppendFlat(writer, row);
            AppendNested(writer, row);
            writer.EndRow();
            await writer.FlushIfFullAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        return path;
    }

    private static void AppendFlat(ParquetWriter writer, int row)
    {
        writer.Column(0).Append($"id-{row}");
        writer.Column(1).Append(Text(row));
        if (row % 3 == 0)
            writer.Column(2).AppendNull(0, 0);
        else
            writer.Column(2).Append(row % 2 == 0 ? "en"u8 : "de"u8);
        if (row % 5 == 0)
            writer.Column(3).AppendNull(0, 0);
        else
            writer.Column(3).Append(row / 8.0);
        writer.Column(4).Append(-row);
        writer.Column(5).Append(row / 4f);
        if (row % 7 == 0)
            writer.Column(6).AppendNull(0, 0);
        else
            writer.Column(6).Append(row % 2 == 0);
        writer.Column(7).Append($$"""{"row":{{row}},"odd":{{(row % 2 == 0 ? "false" : "true")}}}""");
        writer.Column(8).Append(row);
        writer.Column(9).Append(row * 1_000_000L);
    }

    private static void AppendNested(ParquetWriter writer, int row)
    {
        if (row % 4 < 2)
            writer.Column(10).AppendNull(row % 4, 0);
        for (var i = 0; row % 4 >= 2 && i < row % 4; i++)
            if (i == 1)
                writer.Column(10).AppendNull(2, 1);
            else
                writer.Column(10).Append($"tag {i}", 3, i == 0 ? 0 : 1);
        for (var i = 0; i < row % 3; i++)
        {
            writer.Column(11).Append(i % 2 == 0 ? "user" : "assistant", 1, i == 0 ? 0 : 1);
            writer.Column(12).Append($"{row}: {i}", 1, i == 0 ? 0 : 1);
        }
        if (row % 3 == 0)
        {
            writer.Column(11).AppendNull(0, 0);
            writer.Column(12).AppendNull(0, 0);
        }
        if (row % 3 == 0)
            writer.Column(13).AppendNull(0, 0);
        for (var i = 0; i < row % 3; i++)
        {
            if (i == 1)
                writer.Column(13).AppendNull(1, 1);
            for (var j = 0; i != 1 && j < 3; j++)
                writer.Column(13).Append((long)(row + j), 2, j > 0 ? 2 : i > 0 ? 1 : 0);
        }
        if (row % 2 == 0)
        {
            writer.Column(14).AppendNull(0, 0);
            writer.Column(15).AppendNull(0, 0);
            return;
        }
        writer.Column(14).Append((long)row);
        if (row % 3 == 0)
            writer.Column(15).AppendNull(1, 0);
        else
            writer.Column(15).Append("noted");
    }

    private static JsonObject ExpectedRow(int row, string reader)
    {
        var day = DateTime.UnixEpoch.AddDays(row);
        var time = DateTime.UnixEpoch.AddSeconds(row);
        var isDuck = reader == "duckdb";
        return new JsonObject
        {
            ["id"] = $"id-{row}",
            ["text"] = Text(row),
            ["lang"] = row % 3 == 0 ? null : row % 2 == 0 ? "en" : "de",
            ["score"] = row % 5 == 0 ? null : row / 8.0,
            ["count"] = -row,
            ["ratio"] = row / 4.0,
            ["flag"] = row % 7 == 0 ? null : row % 2 == 0,
            ["json"] = new JsonObject { ["row"] = row, ["odd"] = row % 2 != 0 },
            ["day"] = isDuck ? $"{day:yyyy-MM-dd}" : $"{day:yyyy-MM-dd}T00:00:00.000Z",
            ["time"] = isDuck ? $"{time:yyyy-MM-dd HH:mm:ss}+00" : $"{time:yyyy-MM-ddTHH:mm:ss}.000Z",
            ["tags"] = (row % 4) switch
            {
                0 => null,
                1 => new JsonArray(),
                2 => new JsonArray("tag 0", null),
                _ => new JsonArray("tag 0", null, "tag 2"),
            },
            ["messages"] = new JsonArray([.. Enumerable.Range(0, row % 3).Select(i =>
                new JsonObject { ["role"] = i % 2 == 0 ? "user" : "assistant", ["content"] = $"{row}: {i}" })]),
            ["grid"] = new JsonArray([.. Enumerable.Range(0, row % 3).Select(i =>
                i == 1 ? new JsonArray() : new JsonArray(row, row + 1, row + 2))]),
            ["meta"] = row % 2 == 0 ? null : new JsonObject { ["n"] = row, ["note"] = row % 3 == 0 ? null : "noted" },
        };
    }

    private static string Text(int row) => string.Concat(Enumerable.Repeat($"Text of row {row}, wörter 数据 🙂. ", 1 + row % 20));

    private static void AssertEqual(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}");
}
