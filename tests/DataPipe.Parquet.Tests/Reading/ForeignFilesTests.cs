using System.Diagnostics;
using System.Text.Json;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>The files of apache/parquet-testing against what pyarrow reads in them.</summary>
public sealed class ForeignFilesTests(ITestOutputHelper output)
{
    // The oracle's texts are cut there.
    private const int OracleSchemaChars = 400;
    private const int OracleRowChars = 300;

    // One page of a little more than 1 GiB.
    private const string TooLarge = "data/large_string_map.brotli.parquet";

    private static readonly string[] WrongChecksum =
        ["data/datapage_v1-corrupt-checksum.parquet", "data/rle-dict-uncompressed-corrupt-checksum.parquet"];

    [Fact]
    public async Task Good_files_have_the_rows_columns_schema_and_first_row_that_pyarrow_reads()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        var (files, compared) = (0, 0);
        var differences = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "oracle.jsonl")))
        {
            var oracle = JsonDocument.Parse(line).RootElement;
            var name = oracle.GetProperty("file").GetString()!;
            if (name == TooLarge || (!name.StartsWith("data/", StringComparison.Ordinal) && oracle.TryGetProperty("pyarrow_error", out _)))
                continue;
            var options = new ParquetReaderOptions { VerifyChecksums = !WrongChecksum.Contains(name) };
            await using var reader = await ParquetReader.OpenFileAsync(Path.Combine(folder, name), options, CancellationToken.None);
            var rows = new RowReader(reader);
            var (count, first) = (0L, "[]");
            await foreach (var row in rows.ReadAllAsync(CancellationToken.None))
                if (count++ == 0)
                    first = name == "data/nested_structs.rust.parquet" ? "" : PythonText.OfRow(rows.Columns, row);
            files++;
            Assert.Equal((name, reader.Rows), (name, count));
            if (oracle.TryGetProperty("pyarrow_error", out _))
                continue;
            compared++;
            Compare(differences, name, "rows", oracle.GetProperty("rows").GetRawText(), $"{count}", int.MaxValue);
            Compare(differences, name, "columns", oracle.GetProperty("cols").GetRawText(), $"{reader.Schema.Columns.Count}", int.MaxValue);
            Compare(differences, name, "first row", oracle.GetProperty("first").GetString()!, first, OracleRowChars);
            CompareSchemas(differences, name, oracle.GetProperty("schema").GetString()!, ArrowText.Of(reader.Schema));
        }
        output.WriteLine($"{files} files read, {compared} compared with pyarrow");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal((65, 63), (files, compared));
    }

    [Fact]
    public async Task Wrong_checksums_are_found()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        foreach (var name in WrongChecksum)
        {
            var exception = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(folder, name));
            Assert.Contains("checksum", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_of_more_than_a_gibibyte_is_refused()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        var exception = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(folder, TooLarge));
        Assert.Contains("a page of 1073741828 bytes exceeds the limit", exception.Message, StringComparison.Ordinal);
        // It takes some gigabytes of memory to read.
        if (LongTests.Cases(0, 1) == 0)
            return;
        var large = new ParquetReaderOptions { MaxPageBytes = int.MaxValue, MaxChunkBytes = 4L << 30 };
        await using var reader = await ParquetReader.OpenFileAsync(Path.Combine(folder, TooLarge), large, CancellationToken.None);
        for (var group = 0; group < reader.RowGroups.Count; group++)
            foreach (var leaf in reader.Schema.Leaves)
                using (var values = await reader.ReadAsync(group, leaf.Index, CancellationToken.None))
                    output.WriteLine($"{leaf.Path}, row group {group}: {values.ValueCount} values");
    }

    [Fact]
    public async Task Bad_files_are_refused_within_a_second_and_the_place_is_named()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "bad_data")).Order(StringComparer.Ordinal))
        {
            var name = Path.Combine("bad_data", Path.GetFileName(path));
            var clock = Stopwatch.StartNew();
            // The levels of this one are longer than need be, and pyarrow reads it as well.
            if (name.EndsWith("ARROW-GH-43605.parquet", StringComparison.Ordinal))
            {
                await ReadAllAsync(folder, name);
                continue;
            }
            var exception = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(folder, name));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            output.WriteLine(exception.Message);
            Assert.Equal(name, exception.File);
            // The schema of this one has a type that there is not: nothing of it is read.
            if (name.EndsWith("PARQUET-1481.parquet", StringComparison.Ordinal))
                continue;
            Assert.NotNull(exception.Column);
            Assert.NotNull(exception.RowGroup);
        }
    }

    [Fact]
    public async Task Time_stamps_in_INT96_are_read()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        await using var stream = File.OpenRead(Path.Combine(folder, "data/alltypes_plain.parquet"));
        await using var reader = await ParquetReader.OpenAsync(stream, "alltypes", CancellationToken.None);
        var values = await reader.ReadAsync(0, reader.Schema.FindLeaf("timestamp_col")!.Index, CancellationToken.None);
        Assert.Equal(new DateTime(2009, 3, 1), DateTime.UnixEpoch.AddMicroseconds(values.TimestampMicros(0)));
    }

    private static void CompareSchemas(List<string> differences, string name, string expected, string actual)
    {
        var isCut = expected.Length >= OracleSchemaChars;
        // Numbers of fields and metadata of Arrow are not part of a column's type.
        var lines = expected.Split('\n').Where(line => !line.StartsWith("  -- ", StringComparison.Ordinal)
            && !line.StartsWith("  PARQUET:", StringComparison.Ordinal) && !line.StartsWith("  ARROW:", StringComparison.Ordinal)).ToArray();
        var own = actual.Split('\n');
        if (isCut)
            own = [.. own.Take(lines.Length - 1), own.Length < lines.Length ? "" : own[lines.Length - 1][..Math.Min(own[lines.Length - 1].Length, lines[^1].Length)]];
        for (var i = 0; i < Math.Max(lines.Length, own.Length); i++)
        {
            var (theirs, ours) = (i < lines.Length ? lines[i] : "", i < own.Length ? own[i] : "");
            // pyarrow leaves the middle of long lines out.
            var gap = theirs.IndexOf("(... ", StringComparison.Ordinal);
            if (gap >= 0)
                (theirs, ours) = (theirs[..gap].TrimEnd(), ours[..Math.Min(theirs[..gap].TrimEnd().Length, ours.Length)]);
            if (theirs != ours)
                differences.Add($"{name}, schema line {i}: '{theirs}' where we have '{ours}'");
        }
    }

    private static void Compare(List<string> differences, string name, string what, string expected, string actual, int cutAt)
    {
        var shortened = expected.Length >= cutAt ? actual[..Math.Min(actual.Length, expected.Length)] : actual;
        if (expected != shortened)
            differences.Add($"{name}, {what}: '{expected}' where we have '{shortened}'");
    }

    private static async Task ReadAllAsync(string folder, string name)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, name));
        await using var reader = await ParquetReader.OpenAsync(stream, name, CancellationToken.None);
        foreach (var group in reader.RowGroups)
            foreach (var column in group.Columns)
                await reader.ReadAsync(group.Index, column.Leaf.Index, CancellationToken.None);
    }
}
