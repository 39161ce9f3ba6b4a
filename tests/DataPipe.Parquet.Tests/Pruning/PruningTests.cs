using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Values;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Pruning;

public sealed class PruningTests(ITestOutputHelper output)
{
    [Fact]
    public void Rows_pruned_and_then_filtered_are_the_rows_filtered()
    {
        var (predicates, pruned) = (0, 0L);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongTests.Cases(100, 3000)), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var (tried, left) = PruneAsync(seed).GetAwaiter().GetResult();
            (predicates, pruned) = (predicates + tried, pruned + left);
            return true;
        }));
        output.WriteLine($"{predicates} predicates left out {pruned} rows");
        Assert.True(pruned > predicates);
    }

    [Fact]
    public async Task Only_the_pages_of_the_rows_asked_for_are_fetched()
    {
        var bytes = await NumbersAsync(10_000, new ParquetWriterOptions { Codec = CodecKind.Snappy, PageBytes = 1000, DictionaryBytes = null });
        var stream = new CountingStream(bytes);
        await using var reader = await ParquetReader.OpenAsync(stream, "numbers", CancellationToken.None);
        var rows = await reader.FindRowsAsync(0,
            [ColumnPredicate.AtLeast("n", ParquetValue.Of(5000L)), ColumnPredicate.LessThan("n", ParquetValue.Of(5010L))], CancellationToken.None);
        Assert.InRange(rows.Rows, 10, 500);
        stream.Reads.Clear();
        using var values = await reader.ReadAsync(0, 1, rows, CancellationToken.None);
        Assert.Equal(rows.Rows, values.Count);
        var start = rows.Ranges[0].Start;
        for (var i = 0; i < values.Count; i++)
            Assert.Equal($"text {start + i}", System.Text.Encoding.UTF8.GetString(values.Bytes(i)));
        // The offset index and the pages.
        Assert.Equal(2, stream.Reads.Count);
        Assert.InRange(stream.Reads[1].Bytes, 1, reader.RowGroups[0].Columns[1].CompressedBytes / 10);
    }

    [Fact]
    public async Task A_value_between_the_bounds_that_is_not_there_is_known_from_the_Bloom_filter()
    {
        var options = new ParquetWriterOptions
        {
            Columns = new Dictionary<string, ColumnWriterOptions>
            {
                ["n"] = new() { BloomFilterFalsePositiveFraction = 0.0001 }, ["text"] = new() { BloomFilterFalsePositiveFraction = 0.0001 },
            },
        };
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(await NumbersAsync(1000, options, step: 2)), "numbers", CancellationToken.None);
        for (var n = 0; n < 1998; n++)
        {
            var isThere = n % 2 == 0;
            foreach (var value in new[] { ParquetValue.Of((long)n), ParquetValue.Of((ulong)n), ParquetValue.Decimal(n * 10, 1) })
                Assert.Equal(isThere, (await reader.FindRowsAsync(0, [ColumnPredicate.EqualTo("n", value)], CancellationToken.None)).Rows > 0);
            Assert.Equal(isThere, (await reader.FindRowsAsync(0, [ColumnPredicate.EqualTo("text", ParquetValue.Of($"text {n}"))], CancellationToken.None)).Rows > 0);
        }
        var halves = ColumnPredicate.In("n", ParquetValue.Of(0.5), ParquetValue.Decimal(15, 1));
        Assert.Equal(0, (await reader.FindRowsAsync(0, [ColumnPredicate.In("n", ParquetValue.Decimal(5, 1), ParquetValue.Decimal(15, 1))], CancellationToken.None)).Rows);
        Assert.False(halves.Matches(ParquetValue.Of(1L)));
    }

    [Fact]
    public async Task A_Bloom_filter_that_ends_behind_the_file_counts_as_none()
    {
        var options = new ParquetWriterOptions
        {
            Columns = new Dictionary<string, ColumnWriterOptions> { ["n"] = new() { BloomFilterFalsePositiveFraction = 0.0001 } },
        };
        var stream = new MemoryStream();
        stream.Write(await NumbersAsync(1000, options, step: 2));
        await using var reader = await ParquetReader.OpenAsync(stream, "damaged", CancellationToken.None);
        // A header at the very end of the file, and nothing behind it.
        var header = new Parquet.Buffers.ByteBuffer();
        Parquet.Format.BloomFilterHeader.Write(header, 4096);
        reader.RowGroups[0].Columns[0].Metadata.BloomFilter = (stream.Length, header.Length);
        stream.Position = stream.Length;
        stream.Write(header.Written);
        var rows = await reader.FindRowsAsync(0, [ColumnPredicate.EqualTo("n", ParquetValue.Of(1L))], CancellationToken.None);
        Assert.True(rows.Rows > 0);
    }

    [Fact]
    public async Task A_predicate_that_fits_no_column_is_refused()
    {
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(await NumbersAsync(10, new())), "numbers", CancellationToken.None);
        foreach (var predicate in new[]
        {
            ColumnPredicate.IsNull("m"), ColumnPredicate.EqualTo("n", ParquetValue.Of("1")), ColumnPredicate.EqualTo("text", ParquetValue.Of(1L)),
        })
            await Assert.ThrowsAsync<ArgumentException>(async () => await reader.FindRowsAsync(0, [predicate], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => ColumnPredicate.EqualTo("n", ParquetValue.Null));
        var beyond = RowRanges.All(11);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await reader.ReadAsync(0, 0, beyond, CancellationToken.None));
    }

    [Theory]
    [InlineData("data/data_index_bloom_encoding_stats.parquet")]
    [InlineData("data/data_index_bloom_encoding_with_length.parquet")]
    public async Task Bloom_filters_of_others_are_read(string file)
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        await using var reader = await ParquetReader.OpenFileAsync(Path.Combine(folder, file), new ParquetReaderOptions(), CancellationToken.None);
        Assert.True(reader.RowGroups[0].Columns[0].HasBloomFilter);
        var words = new List<ParquetValue>();
        await foreach (var row in new RowReader(reader).ReadAllAsync(CancellationToken.None))
            words.Add(row[0]);
        foreach (var word in words.Distinct())
            Assert.True((await reader.FindRowsAsync(0, [ColumnPredicate.EqualTo("String", word)], CancellationToken.None)).Rows > 0);
        var absent = 0;
        for (var i = 0; i < 1000; i++)
            absent += (await reader.FindRowsAsync(0, [ColumnPredicate.EqualTo("String", ParquetValue.Of($"N{i}"))], CancellationToken.None)).Rows == 0 ? 1 : 0;
        Assert.InRange(absent, 900, 1000);
    }

    [Theory]
    [InlineData("data/alltypes_tiny_pages.parquet")]
    [InlineData("data/alltypes_tiny_pages_plain.parquet")]
    [InlineData("data/int32_with_null_pages.parquet")]
    [InlineData("data/binary_truncated_min_max.parquet")]
    [InlineData("data/nan_in_stats.parquet")]
    [InlineData("data/float16_nonzeros_and_nans.parquet")]
    [InlineData("data/float16_zeros_and_nans.parquet")]
    [InlineData("data/floating_orders_nan_count.parquet")]
    [InlineData("data/nulls.snappy.parquet")]
    [InlineData("data/fixed_length_decimal.parquet")]
    [InlineData("data/int64_decimal.parquet")]
    [InlineData("data/byte_array_decimal.parquet")]
    [InlineData("data/int96_from_spark.parquet")]
    [InlineData("data/nested_maps.snappy.parquet")]
    public async Task In_files_of_others_no_row_that_matches_is_left_out(string file)
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        await using var reader = await ParquetReader.OpenFileAsync(Path.Combine(folder, file), new ParquetReaderOptions(), CancellationToken.None);
        var (predicates, left) = await PruneAsync(reader, new Random(1), reader.Rows > 1000 ? 2 : 30);
        output.WriteLine($"{predicates} predicates left out {left} rows of {reader.Rows} each");
        Assert.True(left > 0 || !file.Contains("tiny", StringComparison.Ordinal));
    }

    private static async Task<(int Predicates, long LeftOut)> PruneAsync(int seed)
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, random.Next(1, 120));
        var bytes = await table.WriteAsync(table.WithRandomColumns(new ParquetWriterOptions
        {
            Codec = random.Next(2) == 0 ? CodecKind.None : CodecKind.Snappy,
            PageBytes = random.Next(1, 200),
            RowGroupBytes = random.Next(1000, 20_000),
            PageVersion = random.Next(1, 3),
            PageIndex = random.Next(4) > 0,
        }));
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), $"seed {seed}", CancellationToken.None);
        return await PruneAsync(reader, random, 4);
    }

    private static async Task<(int Predicates, long LeftOut)> PruneAsync(ParquetReader reader, Random random, int perColumn)
    {
        var (predicates, left) = (0, 0L);
        for (var group = 0; group < reader.RowGroups.Count; group++)
            foreach (var leaf in reader.Schema.Leaves)
            {
                var rows = Rows(await reader.ReadAsync(group, leaf.Index, CancellationToken.None));
                for (var i = 0; i < perColumn; i++)
                {
                    var predicate = Predicate(leaf, rows, random);
                    predicates++;
                    var found = await reader.FindRowsAsync(group, [predicate], CancellationToken.None);
                    left += rows.Count - found.Rows;
                    var read = Rows(await reader.ReadAsync(group, leaf.Index, found, CancellationToken.None));
                    Assert.Equal(found.Rows, read.Count);
                    // What is left out must not match; what is read must be the rows themselves.
                    var matching = rows.Where(row => row.Any(predicate.Matches)).ToList();
                    var kept = read.Where(row => row.Any(predicate.Matches)).ToList();
                    Assert.Equal(matching.Count, kept.Count);
                    for (var row = 0; row < kept.Count; row++)
                        Assert.Equal(matching[row], kept[row]);
                }
            }
        return (predicates, left);
    }

    private static ColumnPredicate Predicate(LeafColumn leaf, List<List<ParquetValue>> rows, Random random)
    {
        var present = rows.SelectMany(row => row).Where(value => !value.IsNull).ToList();
        var kind = present.Count == 0 || random.Next(8) == 0 ? PredicateKind.IsNull : (PredicateKind)random.Next(7);
        ParquetValue Any() => present[random.Next(present.Count)];
        return kind switch
        {
            PredicateKind.IsNull => ColumnPredicate.IsNull(leaf.Path),
            PredicateKind.IsNotNull => ColumnPredicate.IsNotNull(leaf.Path),
            _ when !ValueOrder.AreComparable(LeafValue.KindOf(leaf.Node), present[0].Kind) => ColumnPredicate.IsNotNull(leaf.Path),
            PredicateKind.In => ColumnPredicate.In(leaf.Path, Any(), Any()),
            PredicateKind.LessThan => ColumnPredicate.LessThan(leaf.Path, Any()),
            PredicateKind.AtMost => ColumnPredicate.AtMost(leaf.Path, Any()),
            PredicateKind.GreaterThan => ColumnPredicate.GreaterThan(leaf.Path, Any()),
            _ => ColumnPredicate.AtLeast(leaf.Path, Any()),
        };
    }

    private static List<List<ParquetValue>> Rows(ColumnChunkValues chunk)
    {
        var rows = new List<List<ParquetValue>>();
        var cursor = new LeafCursor(chunk.Leaf.Index, chunk.Leaf.MaxDefinition);
        cursor.Begin(chunk);
        while (!cursor.IsAtEnd)
        {
            if (cursor.Repetition == 0)
                rows.Add([]);
            if (cursor.Definition == chunk.Leaf.MaxDefinition)
            {
                rows[^1].Add(RecordAssembler.ValueAt(chunk, cursor.Take()));
            }
            else
            {
                rows[^1].Add(ParquetValue.Null);
                cursor.Skip();
            }
        }
        return rows;
    }

    private static async Task<byte[]> NumbersAsync(int rows, ParquetWriterOptions options, int step = 1)
    {
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(stream, new ParquetSchema([SchemaNode.Int64("n"), SchemaNode.String("text")]), options);
        for (var row = 0; row < rows; row++)
        {
            writer.Column(0).Append((long)row * step);
            writer.Column(1).Append($"text {row * step}");
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        return stream.ToArray();
    }
}
