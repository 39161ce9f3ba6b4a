using System.Text.Json.Nodes;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Interop;

/// <summary>Statistics, page index and Bloom filters as other readers understand them.</summary>
public sealed class IndexesTests(ITestOutputHelper output)
{
    private const int RowCount = 3000;
    private const int GroupRows = 1000;

    private static readonly ParquetSchema Schema = new(
    [
        SchemaNode.String("name"), SchemaNode.Int64("rising"), SchemaNode.Int32("odd", optional: true), SchemaNode.UInt32("unsigned"),
        SchemaNode.Double("real"), SchemaNode.Decimal("price", 20, 2), SchemaNode.String("kind"),
    ]);

    [Fact]
    public async Task DuckDB_finds_present_values_in_Bloom_filters_and_few_absent_ones()
    {
        if (IsSkipped())
            return;
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(folder, 1);
        // For each value the row groups whose filter lets it through.
        async Task<int[]> PassedAsync(string column, IEnumerable<string> values)
        {
            var query = string.Join(" UNION ALL ", values.Select((value, i) =>
                $"SELECT {i} AS i, row_group_id AS g, bloom_filter_excludes AS e FROM parquet_bloom_probe(FILE, '{column}', {value})"));
            var rows = (await NodeReader.ReadAsync("duckdb", "--sql=" + query, file))[0]["all"]!.AsArray();
            Assert.Equal(values.Count() * (RowCount / GroupRows), rows.Count);
            return [.. rows.Where(row => !(bool)row!["e"]!).Select(row => (int)row!["i"]! * 10 + int.Parse(row["g"]!.ToString(), null))];
        }
        var sample = Enumerable.Range(0, 30).Select(i => i * 90).ToArray();
        var expected = sample.Select((row, i) => i * 10 + row / GroupRows).ToArray();
        Assert.Empty(expected.Except(await PassedAsync("name", sample.Select(row => $"'{Name(row)}'"))));
        Assert.Empty(expected.Except(await PassedAsync("rising", sample.Select(row => $"{Rising(row)}::BIGINT"))));
        Assert.Empty(expected.Except(await PassedAsync("real", sample.Select(row => $"{Real(row)}::DOUBLE"))));
        // 90 probes of a filter that passes one in a hundred: ten would be a wonder.
        var passed = await PassedAsync("name", sample.Select(row => $"'absent {row}'"));
        output.WriteLine($"{passed.Length} of {sample.Length * 3} absent values pass");
        Assert.True(passed.Length < 10);
    }

    [Fact]
    public async Task DuckDB_reads_the_statistics_of_the_footer()
    {
        if (IsSkipped())
            return;
        using var folder = new TemporaryFolder();
        var query = "SELECT path_in_schema AS path, stats_min_value AS low, stats_max_value AS high, stats_null_count AS nulls, "
            + "stats_distinct_count AS distincts FROM parquet_metadata(FILE) WHERE row_group_id = 1";
        foreach (var version in new[] { 1, 2 })
        {
            var rows = (await NodeReader.ReadAsync("duckdb", "--sql=" + query, await WriteAsync(folder, version)))[0]["all"]!.AsArray();
            string Show(string path) => rows.Single(row => (string)row!["path"]! == path) is var row
                ? $"{row!["low"]} {row["high"]} {row["nulls"]} {row["distincts"]?.ToString() ?? "-"}" : "";
            Assert.Equal("name 001000 name 001999 0 -", Show("name"));
            Assert.Equal($"{Rising(1000)} {Rising(1999)} 0 -", Show("rising"));
            Assert.Equal("1001 1999 500 -", Show("odd"));
            Assert.Equal($"1001 {uint.MaxValue - 1000} 0 -", Show("unsigned"));
            Assert.Equal("-0.0 499.0 0 -", Show("real"));
            Assert.Equal("-10.00 9.98 0 -", Show("price"));
            Assert.Equal("kind 0 kind 6 0 7", Show("kind"));
        }
    }

    [Fact]
    public async Task Hyparquet_reads_the_page_index_and_finds_rows_by_it()
    {
        if (IsSkipped())
            return;
        using var folder = new TemporaryFolder();
        foreach (var version in new[] { 1, 2 })
        {
            var read = (await NodeReader.ReadAsync("hyparquet", "--indexes", await WriteAsync(folder, version)))[0];
            var rows = read["all"]!.AsArray();
            Assert.Equal(Enumerable.Range(100, 100).Select(Name), rows.Select(row => (string)row!["name"]!));
            Assert.Equal(Enumerable.Range(100, 100).Select(Rising), rows.Select(row => long.Parse(row!["rising"]!.ToString(), null)));
            var chunks = read["chunks"]!.AsArray();
            Assert.Equal(Schema.Leaves.Count * RowCount / GroupRows, chunks.Count);
            foreach (var chunk in chunks)
                CheckPages(chunk!, (int)chunk!["group"]!, (int)chunk["column"]!);
        }
    }

    private static void CheckPages(JsonNode chunk, int group, int column)
    {
        var (places, bounds) = (chunk["places"]!.AsArray(), chunk["bounds"]!);
        var (low, high) = (bounds["min_values"]!.AsArray(), bounds["max_values"]!.AsArray());
        Assert.Equal(places.Count, low.Count);
        var starts = places.Select(place => int.Parse(place!["first_row_index"]!.ToString(), null)).ToArray();
        Assert.Equal(0, starts[0]);
        if (column > 1)
            return;
        Assert.True(starts.Length > 5);
        Assert.Equal("ASCENDING", (string)bounds["boundary_order"]!);
        for (var page = 0; page < starts.Length; page++)
        {
            var (first, last) = (group * GroupRows + starts[page], group * GroupRows + (page + 1 < starts.Length ? starts[page + 1] : GroupRows) - 1);
            Assert.Equal(column == 0 ? Name(first) : $"{Rising(first)}", low[page]!.ToString());
            Assert.Equal(column == 0 ? Name(last) : $"{Rising(last)}", high[page]!.ToString());
        }
    }

    private static string Name(int row) => $"name {row:D6}";

    private static long Rising(int row) => row * 1_000_000_007L;

    private static double Real(int row) => row % GroupRows / 2.0;

    private bool IsSkipped()
    {
        if (NodeReader.WhyAbsent is { } why)
            output.WriteLine(why);
        return NodeReader.WhyAbsent is not null;
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, int version)
    {
        var filtered = new ColumnWriterOptions { BloomFilterFalsePositiveFraction = 0.01 };
        var options = new ParquetWriterOptions
        {
            PageVersion = version,
            PageBytes = 1000,
            Columns = new Dictionary<string, ColumnWriterOptions> { ["name"] = filtered, ["rising"] = filtered, ["real"] = filtered },
        };
        var path = Path.Combine(folder.Path, $"{version}.parquet");
        await using var stream = File.Create(path);
        await using var writer = new ParquetWriter(stream, Schema, options);
        for (var row = 0; row < RowCount; row++)
        {
            writer.Column(0).Append(Name(row));
            writer.Column(1).Append(Rising(row));
            if (row % 2 == 0)
                writer.Column(2).AppendNull(0, 0);
            else
                writer.Column(2).Append(row);
            writer.Column(3).Append(row % 2 == 0 ? uint.MaxValue - (uint)row : (uint)row);
            writer.Column(4).Append(row % 10 == 9 ? double.NaN : Real(row));
            writer.Column(5).Append((row % GroupRows - 500) * 0.02m);
            writer.Column(6).Append($"kind {row % 7}");
            writer.EndRow();
            if (row % GroupRows == GroupRows - 1)
                await writer.FlushRowGroupAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        return path;
    }
}
