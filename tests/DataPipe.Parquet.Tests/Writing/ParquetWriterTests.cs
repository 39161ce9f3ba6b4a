using System.Text;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class ParquetWriterTests
{
    private static readonly ParquetSchema TwoColumns = new([SchemaNode.String("text"), SchemaNode.Int64("number", optional: true)]);

    [Fact]
    public async Task A_file_without_rows_keeps_schema_and_metadata()
    {
        var output = new ForwardStream();
        await using (var writer = new ParquetWriter(output, TwoColumns, new ParquetWriterOptions()))
        {
            writer.SetMetadata("pipeline", "web-en");
            await writer.FinishAsync(CancellationToken.None);
        }
        Assert.False(output.IsDisposed);
        await using var reader = await OpenAsync(output.ToArray());
        Assert.Equal(0, reader.Rows);
        Assert.Empty(reader.RowGroups);
        Assert.Equal(TwoColumns.Columns, reader.Schema.Columns);
        Assert.Equal("web-en", reader.Metadata["pipeline"]);
        Assert.Matches(@"^datapipe version \d+\.\d+\.\d+$", reader.CreatedBy);
    }

    [Fact]
    public async Task Without_finish_there_is_no_footer()
    {
        var output = new ForwardStream();
        await using (var writer = new ParquetWriter(output, TwoColumns, new ParquetWriterOptions()))
        {
            AppendRow(writer, "a", 1);
            await writer.FlushRowGroupAsync(CancellationToken.None);
        }
        await Assert.ThrowsAsync<ParquetException>(async () => await OpenAsync(output.ToArray()));
    }

    [Fact]
    public async Task Row_groups_end_at_their_size()
    {
        var options = new ParquetWriterOptions { RowGroupBytes = 100_000 };
        await using var reader = await OpenAsync(await WriteAsync(options, 3000, row => $"{row,100}"));
        Assert.Equal(3000, reader.Rows);
        Assert.InRange(reader.RowGroups.Count, 3, 4);
        foreach (var group in reader.RowGroups.SkipLast(1))
        {
            // 100 bytes, their length, an integer and two levels.
            Assert.InRange(group.Rows * 114, 100_000, 100_114);
            Assert.InRange(group.Columns[0].UncompressedBytes, group.Rows * 104, group.Rows * 104 + 100);
        }
    }

    [Fact]
    public async Task Pages_end_at_their_size_and_compressed_sizes_add_up()
    {
        var options = new ParquetWriterOptions { PageBytes = 10_000, DictionaryBytes = null, PageIndex = false };
        var bytes = await WriteAsync(options, 3000, row => $"{row,100}");
        await using var reader = await OpenAsync(bytes);
        var (text, number) = (reader.RowGroups[0].Columns[0], reader.RowGroups[0].Columns[1]);
        Assert.Equal(4, text.OffsetBytes);
        Assert.Equal(text.OffsetBytes + text.CompressedBytes, number.OffsetBytes);
        var footerBytes = BitConverter.ToInt32(bytes, bytes.Length - 8);
        Assert.Equal(number.OffsetBytes + number.CompressedBytes, bytes.Length - 8 - footerBytes);
        // 32 pages with a header of 20 to 30 bytes each.
        Assert.InRange(text.UncompressedBytes - 3000 * 104, 32 * 20, 32 * 30);
        Assert.True(text.CompressedBytes < text.UncompressedBytes);
    }

    [Fact]
    public async Task Few_distinct_values_go_into_a_dictionary()
    {
        var bytes = await WriteAsync(new ParquetWriterOptions { Codec = CodecKind.None }, 10_000, row => $"value number {row % 10}");
        await using var reader = await OpenAsync(bytes);
        var chunk = reader.RowGroups[0].Columns[0];
        Assert.Equal([PageEncoding.Plain, PageEncoding.RleDictionary], chunk.Encodings.Order());
        // Four bits a value instead of 18 bytes.
        Assert.InRange(chunk.UncompressedBytes, 5000, 5400);
    }

    [Fact]
    public async Task Distinct_values_stay_plain()
    {
        await using var reader = await OpenAsync(await WriteAsync(new ParquetWriterOptions(), 1000, row => $"value number {row}"));
        Assert.Equal([PageEncoding.Plain], reader.RowGroups[0].Columns[0].Encodings);
    }

    [Fact]
    public async Task A_dictionary_that_overflows_is_left_in_mid_chunk()
    {
        // The first pages repeat ten values, later ones are all new.
        var options = new ParquetWriterOptions { PageBytes = 5000, DictionaryBytes = 20_000, Codec = CodecKind.None };
        var bytes = await WriteAsync(options, 8000, row => row < 4000 ? $"value {row % 10}" : $"value {row}");
        await using var reader = await OpenAsync(bytes);
        var chunk = reader.RowGroups[0].Columns[0];
        Assert.Equal([PageEncoding.Plain, PageEncoding.RleDictionary], chunk.Encodings.Order());
        Assert.InRange(chunk.UncompressedBytes, 40_000, 70_000);
        var values = await reader.ReadAsync(0, 0, CancellationToken.None);
        for (var row = 0; row < 8000; row++)
            Assert.Equal(row < 4000 ? $"value {row % 10}" : $"value {row}", Encoding.UTF8.GetString(values.Bytes(row)));
    }

    [Fact]
    public async Task Values_chosen_to_collide_end_the_dictionary_and_not_the_writer()
    {
        // Multiples of a large power of two share the low bits of most hashes.
        var schema = new ParquetSchema([SchemaNode.Int64("n")]);
        var output = new MemoryStream();
        await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions());
        for (long row = 0; row < 100_000; row++)
        {
            writer.Column(0).Append(row << 44);
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        await using var reader = await OpenAsync(output.ToArray());
        Assert.Equal(99_999L << 44, (await reader.ReadAsync(0, 0, CancellationToken.None)).Int64(99_999));
    }

    [Fact]
    public async Task Rows_must_be_complete()
    {
        await using var writer = new ParquetWriter(new MemoryStream(), TwoColumns, new ParquetWriterOptions());
        writer.Column(0).Append("a");
        var exception = Assert.Throws<InvalidOperationException>(writer.EndRow);
        Assert.Contains("Column number has no value in row 0", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FlushRowGroupAsync(CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FinishAsync(CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => writer.Column(0).Append("a second value of the row"));
        writer.Column(1).AppendNull(0, 0);
        writer.EndRow();
        Assert.Equal(1, writer.Rows);
    }

    [Fact]
    public async Task Values_must_fit_their_column()
    {
        var schema = new ParquetSchema(
            [SchemaNode.String("text"), SchemaNode.Int32("i"), SchemaNode.List("l", true, SchemaNode.Int64("e"))]);
        await using var writer = new ParquetWriter(new MemoryStream(), schema, new ParquetWriterOptions());
        Assert.Throws<ArgumentException>(() => writer.Column(0).Append([0xC3]));
        Assert.Throws<ArgumentNullException>(() => writer.Column(0).Append((string)null!));
        Assert.Throws<InvalidOperationException>(() => writer.Column(0).Append(1));
        Assert.Throws<InvalidOperationException>(() => writer.Column(0).AppendNull(0, 0));
        Assert.Throws<InvalidOperationException>(() => writer.Column(1).Append(1L));
        Assert.Throws<InvalidOperationException>(() => writer.Column(1).Append("1"));
        Assert.Throws<InvalidOperationException>(() => writer.Column(2).Append(1L, 1, 0));
        Assert.Throws<InvalidOperationException>(() => writer.Column(2).Append(1L, 2, 1));
        Assert.Throws<InvalidOperationException>(() => writer.Column(2).AppendNull(2, 0));
        writer.Column(2).Append(1, 2, 0);
        Assert.Throws<InvalidOperationException>(() => writer.Column(2).Append(1L, 2, 2));
        Assert.Throws<InvalidOperationException>(() => writer.Column(2).Append(1L, 2, 0));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        await using var reader = await OpenAsync(await WriteAsync(new ParquetWriterOptions(), 1, _ => "a\uD83Db"));
        Assert.Equal("a\uFFFDb", Encoding.UTF8.GetString((await reader.ReadAsync(0, 0, CancellationToken.None)).Bytes(0)));
    }

    [Fact]
    public void Schemas_that_cannot_be_written_are_refused()
    {
        SchemaNode[][] schemas =
        [
            [],
            [SchemaNode.Int32("")],
            [SchemaNode.Int32("a"), SchemaNode.String("a")],
            [SchemaNode.Struct("s", false)],
            [SchemaNode.Struct("s", false, SchemaNode.Int32("a"), SchemaNode.Int32("a"))],
            [SchemaNode.Int32("a") with { Physical = PhysicalType.Int96 }],
            [SchemaNode.Int32("a") with { Logical = LogicalType.String }],
            [SchemaNode.String("a") with { Logical = LogicalType.Date }],
            [SchemaNode.Struct("s", false, SchemaNode.Int32("a")) with { Logical = LogicalType.List }],
            [SchemaNode.Struct("s", false, SchemaNode.Int32("a")) with { Logical = LogicalType.Map }],
            [SchemaNode.List("l", false, SchemaNode.Int32("a")) with { Logical = LogicalType.Map }],
            [SchemaNode.FixedBinary("f", 0)],
            [SchemaNode.FixedBinary("f", 2 << 20)],
            [SchemaNode.Binary("b") with { FixedBytes = 3 }],
            [SchemaNode.Uuid("u") with { FixedBytes = 15 }],
            [SchemaNode.Float16("h") with { FixedBytes = 4 }],
            [SchemaNode.Decimal("d", 9, 2) with { DecimalPrecision = 10 }],
            [SchemaNode.Decimal("d", 9, 2) with { DecimalPrecision = null }],
            [SchemaNode.Decimal("d", 9, 2) with { DecimalScale = 10 }],
            [SchemaNode.Decimal("d", 20, 2) with { FixedBytes = 8 }],
            [SchemaNode.Decimal("d", 77, 2)],
            [SchemaNode.Int32("i") with { DecimalScale = 1 }],
            [SchemaNode.TimeMillis("t") with { Physical = PhysicalType.Int64 }],
            [SchemaNode.Null("n") with { Repetition = Repetition.Required }],
        ];
        foreach (var columns in schemas)
        {
            var fault = Assert.Throws<ArgumentException>(
                () => new ParquetWriter(new MemoryStream(), new ParquetSchema(columns), new ParquetWriterOptions()));
            Assert.True(columns.Length == 0 || fault.Message.Contains($"'{columns[0].Name}'", StringComparison.Ordinal)
                || fault.Message.Contains("'a'", StringComparison.Ordinal), fault.Message);
        }
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        ParquetWriterOptions[] wrong =
        [
            new() { RowGroupBytes = 0 }, new() { RowGroupBytes = long.MaxValue }, new() { PageBytes = 0 },
            new() { PageBytes = int.MaxValue }, new() { DictionaryBytes = -1 }, new() { CompressionLevel = 23 },
            new() { PageVersion = 0 }, new() { PageVersion = 3 }, new() { BloomFilterBytes = 16 }, new() { BloomFilterBytes = 32 << 20 },
            With("text", new() { BloomFilterFalsePositiveFraction = 0 }), With("text", new() { BloomFilterFalsePositiveFraction = 0.6 }),
        ];
        foreach (var options in wrong)
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(new MemoryStream(), TwoColumns, options));
        (ParquetWriterOptions Options, string Words)[] misfits =
        [
            (new() { BloomFilterBytes = 100 }, "power of two"),
            (With("txet", new()), "'txet'"),
            (With("text", new() { Encoding = PageEncoding.DeltaBinaryPacked }), "Column text is ByteArray"),
            (With("text", new() { Encoding = PageEncoding.RleDictionary }), "outside a dictionary"),
            (With("number", new() { Encoding = PageEncoding.DeltaByteArray }), "Column number is Int64"),
        ];
        foreach (var (options, words) in misfits)
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => new ParquetWriter(new MemoryStream(), TwoColumns, options)).Message, StringComparison.Ordinal);
        var truth = new ParquetSchema([SchemaNode.Boolean("text")]);
        Assert.Throws<ArgumentException>(
            () => new ParquetWriter(new MemoryStream(), truth, With("text", new() { BloomFilterFalsePositiveFraction = 0.1 })));
        Assert.Throws<NotSupportedException>(
            () => new ParquetWriter(new MemoryStream(), TwoColumns, new ParquetWriterOptions { Codec = CodecKind.Lzo }));
    }

    [Fact]
    public async Task A_finished_file_takes_no_more()
    {
        await using var writer = new ParquetWriter(new MemoryStream(), TwoColumns, new ParquetWriterOptions());
        await writer.FinishAsync(CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => writer.SetMetadata("a", "b"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FinishAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_writer_that_failed_in_mid_group_does_not_write_a_footer()
    {
        await using var writer = new ParquetWriter(new MemoryStream(new byte[10], writable: true), TwoColumns, new ParquetWriterOptions());
        AppendRow(writer, "a", 1);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await writer.FlushRowGroupAsync(CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FinishAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Integers_outside_a_dictionary_are_differences_where_those_are_small()
    {
        await using var rising = await OpenAsync(await WriteAsync(new ParquetWriterOptions { Codec = CodecKind.None }, 10_000, _ => ""));
        var chunk = rising.RowGroups[0].Columns[1];
        Assert.Equal([PageEncoding.Rle, PageEncoding.DeltaBinaryPacked], chunk.Encodings);
        // One difference for all: five bytes a block of 128.
        Assert.InRange(chunk.UncompressedBytes, 395, 500);

        var schema = new ParquetSchema([SchemaNode.Int64("n")]);
        var output = new MemoryStream();
        await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions());
        var random = new Random(3);
        for (var row = 0; row < 10_000; row++)
        {
            writer.Column(0).Append(random.NextInt64());
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        await using var anything = await OpenAsync(output.ToArray());
        Assert.Equal([PageEncoding.Plain], anything.RowGroups[0].Columns[0].Encodings);
    }

    [Fact]
    public async Task A_dictionary_that_overflows_is_left_for_the_encoding_of_its_column()
    {
        var options = With("text", new() { Encoding = PageEncoding.DeltaByteArray }) with { PageBytes = 5000, DictionaryBytes = 20_000 };
        await using var reader = await OpenAsync(await WriteAsync(options, 8000, row => row < 4000 ? $"value {row % 10}" : $"value {row}"));
        Assert.Equal(
            [PageEncoding.Plain, PageEncoding.DeltaByteArray, PageEncoding.RleDictionary], reader.RowGroups[0].Columns[0].Encodings.Order());
        var values = await reader.ReadAsync(0, 0, CancellationToken.None);
        Assert.Equal("value 7999", Encoding.UTF8.GetString(values.Bytes(7999)));
    }

    [Fact]
    public async Task Pages_of_the_second_version_are_compressed_only_where_that_makes_them_smaller()
    {
        var options = new ParquetWriterOptions { PageVersion = 2, DictionaryBytes = null, Codec = CodecKind.Gzip };
        var random = new Random(3);
        string Noise() => string.Concat(Enumerable.Range(0, 16).Select(_ => (char)random.Next(32, 127)));
        await using var small = await OpenAsync(await WriteAsync(options, 2, _ => "x"));
        Assert.Equal(small.RowGroups[0].Columns[0].UncompressedBytes, small.RowGroups[0].Columns[0].CompressedBytes);
        Assert.Equal("x", Encoding.UTF8.GetString((await small.ReadAsync(0, 0, CancellationToken.None)).Bytes(1)));
        await using var large = await OpenAsync(await WriteAsync(options, 1000, _ => Noise()));
        Assert.True(large.RowGroups[0].Columns[0].CompressedBytes < large.RowGroups[0].Columns[0].UncompressedBytes);
    }

    [Fact]
    public async Task Distinct_values_are_counted_where_a_dictionary_knows_them()
    {
        await using var reader = await OpenAsync(await WriteAsync(new ParquetWriterOptions(), 1000, row => $"value number {row % 7}"));
        Assert.Equal(7, reader.RowGroups[0].Columns[0].Statistics!.DistinctCount);
        Assert.Null(reader.RowGroups[0].Columns[1].Statistics!.DistinctCount);
        Assert.Equal(0, reader.RowGroups[0].Columns[1].Statistics!.NullCount);
    }

    private static ParquetWriterOptions With(string path, ColumnWriterOptions column) =>
        new() { Columns = new Dictionary<string, ColumnWriterOptions> { [path] = column } };

    private static async Task<byte[]> WriteAsync(ParquetWriterOptions options, int rows, Func<int, string> text)
    {
        var output = new ForwardStream();
        await using var writer = new ParquetWriter(output, TwoColumns, options);
        for (var row = 0; row < rows; row++)
        {
            AppendRow(writer, text(row), row);
            await writer.FlushIfFullAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        return output.ToArray();
    }

    private static void AppendRow(ParquetWriter writer, string text, long number)
    {
        writer.Column(0).Append(text);
        writer.Column(1).Append(number);
        writer.EndRow();
    }

    private static ValueTask<ParquetReader> OpenAsync(byte[] bytes) =>
        ParquetReader.OpenAsync(new MemoryStream(bytes), "test", CancellationToken.None);
}
