using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>The files of apache/parquet-testing against what pyarrow reads in them.</summary>
public sealed partial class ForeignFilesTests(ITestOutputHelper output)
{
    private static readonly string[] Unsupported =
    [
        "data/byte_stream_split.zstd.parquet", "data/byte_stream_split_extended.gzip.parquet",
        "data/datapage_v2.snappy.parquet", "data/delta_binary_packed.parquet",
        "data/delta_byte_array.parquet", "data/delta_encoding_optional_column.parquet", "data/delta_encoding_required_column.parquet",
        "data/delta_length_byte_array.parquet", "data/hadoop_lz4_compressed.parquet", "data/hadoop_lz4_compressed_larger.parquet",
        "data/lz4_raw_compressed.parquet", "data/lz4_raw_compressed_larger.parquet",
        "data/non_hadoop_lz4_compressed.parquet",
    ];

    // One page of a little more than 1 GiB.
    private const string TooLarge = "data/large_string_map.brotli.parquet";

    private static readonly string[] WrongChecksum =
        ["data/datapage_v1-corrupt-checksum.parquet", "data/rle-dict-uncompressed-corrupt-checksum.parquet"];

    [Fact]
    public async Task Good_files_hold_the_rows_columns_and_first_values_that_pyarrow_reads()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        var (files, values) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(folder, "oracle.jsonl")))
        {
            var oracle = JsonDocument.Parse(line).RootElement;
            var name = oracle.GetProperty("file").GetString()!;
            if (!name.StartsWith("data/", StringComparison.Ordinal) || Unsupported.Contains(name) || name == TooLarge)
                continue;
            var options = new ParquetReaderOptions { VerifyChecksums = !WrongChecksum.Contains(name) };
            await using var stream = File.OpenRead(Path.Combine(folder, name));
            await using var reader = await ParquetReader.OpenAsync(stream, name, options, CancellationToken.None);
            files++;
            foreach (var group in reader.RowGroups)
                foreach (var column in group.Columns)
                    values += (await reader.ReadAsync(group.Index, column.Leaf.Index, CancellationToken.None)).ValueCount;
            if (oracle.TryGetProperty("pyarrow_error", out _))
                continue;
            Assert.Equal((name, oracle.GetProperty("rows").GetInt64()), (name, reader.Rows));
            Assert.Equal((name, oracle.GetProperty("cols").GetInt32()), (name, reader.Schema.Columns.Count));
            await CompareFirstRowAsync(name, reader, oracle.GetProperty("first").GetString()!);
        }
        output.WriteLine($"{files} files with {values} present values read, {Unsupported.Length} refused as not supported");
        Assert.Equal(51, files);
    }

    [Fact]
    public async Task What_is_not_read_yet_is_refused_in_words()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        foreach (var name in Unsupported)
        {
            var exception = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(folder, name));
            Assert.Contains("is not supported", exception.Message, StringComparison.Ordinal);
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        }
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
    }

    [Fact]
    public async Task Bad_files_are_refused()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "bad_data")).Order(StringComparer.Ordinal))
        {
            // Its levels are longer than need be, and pyarrow reads it as well.
            if (path.EndsWith("ARROW-GH-43605.parquet", StringComparison.Ordinal))
            {
                await ReadAllAsync(folder, "bad_data/ARROW-GH-43605.parquet");
                continue;
            }
            var exception = await Assert.ThrowsAsync<ParquetException>(
                async () => await ReadAllAsync(folder, Path.Combine("bad_data", Path.GetFileName(path))));
            output.WriteLine(exception.Message);
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

    // The oracle prints the first row as Python does: integers and plain strings of top-level columns are compared.
    private static async Task CompareFirstRowAsync(string name, ParquetReader reader, string first)
    {
        foreach (var leaf in reader.Schema.Leaves)
        {
            var isText = leaf.Physical == PhysicalType.ByteArray && leaf.Node.Logical is LogicalType.None or LogicalType.String;
            var isInteger = leaf.Physical is PhysicalType.Int32 or PhysicalType.Int64 && leaf.Node.Logical is LogicalType.None;
            if (reader.Rows == 0 || leaf.Names.Count > 1 || leaf.MaxRepetition > 0 || !(isText || isInteger))
                continue;
            var match = FirstValue().Matches(first).FirstOrDefault(match => match.Groups["name"].Value == leaf.Path);
            if (match is null)
                continue;
            var values = await reader.ReadAsync(0, leaf.Index, CancellationToken.None);
            if (leaf.MaxDefinition > 0 && values.Definitions[0] == 0)
                continue;
            var value = isText ? Encoding.UTF8.GetString(values.Bytes(0))
                : leaf.Physical == PhysicalType.Int32 ? $"{values.Int32(0)}" : $"{values.Int64(0)}";
            Assert.Equal((name, leaf.Path, isText ? match.Groups["text"].Value : match.Groups["integer"].Value), (name, leaf.Path, value));
        }
    }

    private static async Task ReadAllAsync(string folder, string name)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, name));
        await using var reader = await ParquetReader.OpenAsync(stream, name, CancellationToken.None);
        foreach (var group in reader.RowGroups)
            foreach (var column in group.Columns)
                await reader.ReadAsync(group.Index, column.Leaf.Index, CancellationToken.None);
    }

    [GeneratedRegex("""'(?<name>\w+)': (?:b?'(?<text>[^'\\]*)'|(?<integer>-?\d+)(?=[,}]))""")]
    private static partial Regex FirstValue();
}
