using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>Levels in runs: a small file whose rows would fill the memory.</summary>
public sealed class RowGroupLimitsTests
{
    private static readonly int[] Lengths = [3, 900, 0, 1000, 7];

    [Theory]
    [InlineData(1000, null)]
    [InlineData(999, "a row has more than 999 list elements")]
    public async Task A_row_of_more_elements_than_allowed_is_refused_before_it_is_put_together(int maxElements, string? refusal)
    {
        var options = new ParquetReaderOptions { MaxRowElements = maxElements };
        var (rows, message) = await ReadRowsAsync(options);
        var (records, recordMessage) = await ReadRecordsAsync(options);
        Assert.Equal(refusal is null ? 5 : 3, rows);
        Assert.Equal(rows, records);
        Assert.Equal(refusal is null ? null : "lists, column numbers.list.element, row group 0: " + refusal, message);
        Assert.Equal(message, recordMessage);
    }

    [Fact]
    public async Task Columns_of_a_row_group_that_together_exceed_the_limit_are_refused()
    {
        var options = new ParquetReaderOptions { MaxRowGroupBytes = 1000 };
        var (rows, message) = await ReadRowsAsync(options);
        var (records, recordMessage) = await ReadRecordsAsync(options);
        Assert.Equal((0, 0), (rows, records));
        Assert.Equal("lists, column numbers.list.element, row group 0: the decoded columns of the row group exceed the limit of 1000 bytes", message);
        Assert.Equal(message, recordMessage);
    }

    [Fact]
    public async Task A_file_of_some_hundred_bytes_that_stands_for_a_row_of_millions_of_nulls_is_refused_by_default()
    {
        const int count = (16 << 20) + 1;
        var stream = new MemoryStream();
        var schema = new ParquetSchema([SchemaNode.List("flags", false, SchemaNode.Boolean("flag", optional: true))]);
        await using (var writer = new ParquetWriter(stream, schema, new ParquetWriterOptions()))
        {
            for (var i = 0; i < count; i++)
                writer.Column(0).AppendNull(1, i == 0 ? 0 : 1);
            writer.EndRow();
            await writer.FinishAsync(CancellationToken.None);
        }
        Assert.InRange(stream.Length, 1, 2000);
        await using var reader = await ParquetReader.OpenAsync(stream, "bomb", CancellationToken.None);
        var before = GC.GetTotalAllocatedBytes();
        var refused = await Assert.ThrowsAsync<ParquetException>(async () =>
        {
            await foreach (var _ in new RowReader(reader).ReadAllAsync(CancellationToken.None))
            {
            }
        });
        Assert.Contains("list elements", refused.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256L << 20);
    }

    private static async Task<(int Rows, string? Message)> ReadRowsAsync(ParquetReaderOptions options)
    {
        await using var reader = await ParquetReader.OpenAsync(await ListsAsync(), "lists", options, CancellationToken.None);
        return await CountAsync(new RowReader(reader).ReadAllAsync(CancellationToken.None));
    }

    private static async Task<(int Rows, string? Message)> ReadRecordsAsync(ParquetReaderOptions options)
    {
        await using var reader = await ParquetReader.OpenAsync(await ListsAsync(), "lists", options, CancellationToken.None);
        return await CountAsync(new RecordMapping<Lists>().ReadAsync(reader, CancellationToken.None));
    }

    private static async Task<(int Rows, string? Message)> CountAsync<T>(IAsyncEnumerable<T> rows)
    {
        var count = 0;
        try
        {
            await foreach (var _ in rows)
                count++;
            return (count, null);
        }
        catch (ParquetException refused)
        {
            return (count, refused.Message);
        }
    }

    private static async Task<MemoryStream> ListsAsync()
    {
        var mapping = new RecordMapping<Lists>();
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(stream, mapping.Schema, new ParquetWriterOptions());
        foreach (var length in Lengths)
            mapping.Append(writer, new Lists(new int[length]));
        await writer.FinishAsync(CancellationToken.None);
        return stream;
    }

    private sealed record Lists([property: ParquetColumn("numbers")] int[] Numbers);
}
