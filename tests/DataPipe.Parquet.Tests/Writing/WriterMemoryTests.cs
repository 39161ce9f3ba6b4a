using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Writing;

[Collection(nameof(Alone))]
public sealed class WriterMemoryTests
{
    [Fact]
    public async Task Memory_stays_that_of_one_row_group_whatever_the_size_of_the_file()
    {
        var schema = new ParquetSchema([SchemaNode.String("text"), SchemaNode.Int64("number")]);
        var options = new ParquetWriterOptions
        {
            Codec = CodecKind.None,
            RowGroupBytes = 2 << 20,
            PageBytes = 64 << 10,
            DictionaryBytes = null,
            BloomFilterBytes = 1 << 14,
            Columns = new Dictionary<string, ColumnWriterOptions> { ["number"] = new() { BloomFilterFalsePositiveFraction = 0.01 } },
        };
        await using var writer = new ParquetWriter(Stream.Null, schema, options);
        var text = new byte[10_000];
        text.AsSpan().Fill((byte)'a');
        var rows = LongTests.Cases(12_000, 1_000_000);
        long settled = 0;
        for (var row = 0; row < rows; row++)
        {
            writer.Column(0).Append(text.AsSpan());
            writer.Column(1).Append(unchecked((long)((ulong)row * 0x9E3779B97F4A7C15UL)));
            writer.EndRow();
            await writer.FlushIfFullAsync(CancellationToken.None);
            if (row == 1000)
                settled = GC.GetTotalMemory(forceFullCollection: true);
        }
        await writer.FinishAsync(CancellationToken.None);
        Assert.True(writer.WrittenBytes > rows * 10_000L);
        // What grows is the page index, some 150 bytes a page of 64 KiB with bounds of 64 bytes, and the footer's row groups.
        var grown = GC.GetTotalMemory(forceFullCollection: true) - settled;
        Assert.True(grown < (1 << 20) + (rows * 10_000L / 100), $"{grown} bytes more after {writer.WrittenBytes} written");
    }
}
