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
        var options = new ParquetWriterOptions { PageBytes = 10_000, DictionaryBytes = null };
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
        ];
        foreach (var columns in schemas)
            Assert.Throws<ArgumentException>(
                () => new ParquetWriter(new MemoryStream(), new ParquetSchema(columns), new ParquetWriterOptions()));
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        ParquetWriterOptions[] wrong =
        [
            new() { RowGroupBytes = 0 }, new() { RowGroupBytes = long.MaxValue }, new() { PageBytes = 0 },
            new() { PageBytes = int.MaxValue }, new() { DictionaryBytes = -1 }, new() { CompressionLevel = 23 },
        ];
        foreach (var options in wrong)
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(new MemoryStream(), TwoColumns, options));
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
