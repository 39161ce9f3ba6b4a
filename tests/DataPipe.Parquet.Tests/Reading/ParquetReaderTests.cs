using System.Text;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Reading;

public sealed class ParquetReaderTests
{
    [Fact]
    public async Task Only_the_footer_and_the_column_asked_for_are_fetched()
    {
        var bytes = await WriteAsync(CodecKind.Snappy, 20_000);
        var stream = new CountingStream(bytes);
        await using var reader = await ParquetReader.OpenAsync(stream, "test", CancellationToken.None);
        Assert.Equal([(bytes.Length - (64 << 10), 64 << 10)], stream.Reads);
        var chunk = reader.RowGroups[1].Columns[1];
        await reader.ReadAsync(1, 1, CancellationToken.None);
        Assert.Equal([(chunk.OffsetBytes, (int)chunk.CompressedBytes)], stream.Reads[1..]);
    }

    [Fact]
    public async Task A_footer_longer_than_the_first_read_is_fetched_by_a_second()
    {
        var output = new MemoryStream();
        var metadata = new Dictionary<string, string> { ["long"] = new string('x', 100_000) };
        await using var writer = new ParquetWriter(
            output, new ParquetSchema([SchemaNode.Int32("n")]), new ParquetWriterOptions { Metadata = metadata });
        await writer.FinishAsync(CancellationToken.None);
        var stream = new CountingStream(output.ToArray());
        await using var reader = await ParquetReader.OpenAsync(stream, "test", CancellationToken.None);
        Assert.Equal(2, stream.Reads.Count);
        Assert.Equal(metadata["long"], reader.Metadata["long"]);
    }

    [Fact]
    public async Task The_footer_tells_codec_sizes_and_bounds()
    {
        await using var reader = await ParquetReader.OpenAsync(
            new MemoryStream(await WriteAsync(CodecKind.Gzip, 3000)), "test", CancellationToken.None);
        Assert.Equal(3000, reader.Rows);
        Assert.Equal(3000, reader.RowGroups.Sum(group => group.Rows));
        var (text, number) = (reader.RowGroups[0].Columns[0], reader.RowGroups[0].Columns[1]);
        Assert.Equal(CodecKind.Gzip, text.Codec);
        Assert.Equal(reader.RowGroups[0].Rows, text.ValueCount);
        Assert.InRange(text.CompressedBytes, 1, text.UncompressedBytes - 1);
        Assert.Equal("text of row 0", Encoding.UTF8.GetString(text.Statistics!.Min!.Value.Span));
        Assert.Equal(0, text.Statistics.NullCount);
        Assert.Equal(0, BitConverter.ToInt64(number.Statistics!.Min!.Value.Span));
        Assert.True(number.Statistics.IsMaxExact);
        Assert.Equal(number.ValueCount / 10, number.Statistics.NullCount!.Value, 1.0);
    }

    [Fact]
    public async Task Accessors_of_another_type_and_positions_outside_are_refused()
    {
        await using var reader = await ParquetReader.OpenAsync(
            new MemoryStream(await WriteAsync(CodecKind.None, 10)), "test", CancellationToken.None);
        var values = await reader.ReadAsync(0, 1, CancellationToken.None);
        Assert.Equal(10, values.Count);
        Assert.Equal(9, values.ValueCount);
        Assert.Equal(9, values.Int64s.Length);
        Assert.Throws<InvalidOperationException>(() => values.Int32(0));
        Assert.Throws<InvalidOperationException>(() => values.Bytes(0).Length);
        Assert.Throws<InvalidOperationException>(() => values.Doubles.Length);
        Assert.Throws<InvalidOperationException>(() => values.TimestampMicros(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Int64(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Int64(-1));
        values.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Int64(0));
    }

    [Theory]
    [InlineData(CodecKind.None)]
    [InlineData(CodecKind.Zstandard)]
    public async Task Disposed_chunks_lend_their_memory_to_the_next(CodecKind codec)
    {
        await using var reader = await ParquetReader.OpenAsync(
            new MemoryStream(await WriteAsync(codec, 20_000)), "test", CancellationToken.None);
        await ReadTextsAsync(reader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadTextsAsync(reader);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // Memory of 8 bytes a value, grown by doubling, is left; the texts of 20 bytes and the chunk's bytes are not allocated again.
        Assert.InRange(allocated, 0, 20_000 * 8 * 2 + 50_000);
    }

    [Fact]
    public async Task A_chunk_disposed_twice_lends_its_memory_once()
    {
        await using var reader = await ParquetReader.OpenAsync(
            new MemoryStream(await WriteAsync(CodecKind.Zstandard, 5000)), "test", CancellationToken.None);
        var values = await reader.ReadAsync(0, 0, CancellationToken.None);
        values.Dispose();
        values.Dispose();
        var first = await reader.ReadAsync(0, 0, CancellationToken.None);
        var second = await reader.ReadAsync(1, 0, CancellationToken.None);
        Assert.Equal("text of row 0", Encoding.UTF8.GetString(first.Bytes(0)));
        Assert.NotEqual("text of row 0", Encoding.UTF8.GetString(second.Bytes(0)));
    }

    [Fact]
    public void Time_stamps_of_every_unit_are_told_in_microseconds()
    {
        var node = SchemaNode.TimestampMicros("time");
        foreach (var (logical, stored, micros) in new[]
        {
            (LogicalType.TimestampMicros, -1L, -1L), (LogicalType.LocalTimestampMillis, -1L, -1000L),
            (LogicalType.TimestampNanos, -1L, -1L), (LogicalType.LocalTimestampNanos, 1999L, 1L), (LogicalType.TimestampNanos, -2000L, -2L),
        })
        {
            var leaf = new ParquetSchema([node with { Logical = logical }]).Leaves[0];
            var values = new ColumnChunkValues(leaf, 1, [], [], new[] { stored }, 1, new PageArrays(new PagePool()));
            Assert.Equal(micros, values.TimestampMicros(0));
        }
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await ParquetReader.OpenAsync(new ForwardStream(), "test", CancellationToken.None));

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_read_is_an_exception_of_our_own()
    {
        var stream = new MemoryStream();
        stream.Write(await WriteAsync(CodecKind.None, 5000));
        await using var reader = await ParquetReader.OpenAsync(stream, "test", CancellationToken.None);
        stream.SetLength(1000);
        var exception = await Assert.ThrowsAsync<ParquetException>(async () => await reader.ReadAsync(0, 0, CancellationToken.None));
        Assert.Contains("beyond the end of the file", exception.Message, StringComparison.Ordinal);
    }

    private static async Task ReadTextsAsync(ParquetReader reader)
    {
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            using var values = await reader.ReadAsync(group, 0, CancellationToken.None);
            Assert.Equal(reader.RowGroups[group].Rows, values.ValueCount);
        }
    }

    private static async Task<byte[]> WriteAsync(CodecKind codec, int rows)
    {
        var output = new MemoryStream();
        var schema = new ParquetSchema([SchemaNode.String("text"), SchemaNode.Int64("number", optional: true)]);
        await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions { Codec = codec, RowGroupBytes = 50_000 });
        for (var row = 0; row < rows; row++)
        {
            writer.Column(0).Append($"text of row {row}");
            if (row % 10 == 9)
                writer.Column(1).AppendNull(0, 0);
            else
                writer.Column(1).Append(row * 1_000_000_007L);
            writer.EndRow();
            await writer.FlushIfFullAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        return output.ToArray();
    }
}
