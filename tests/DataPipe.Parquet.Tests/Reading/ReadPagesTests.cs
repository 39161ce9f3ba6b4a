using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>Chunks page by page, and files by ranges.</summary>
public sealed class ReadPagesTests
{
    [Theory]
    [InlineData(1, CodecKind.None)]
    [InlineData(2, CodecKind.Snappy)]
    [InlineData(1, CodecKind.Lz4Raw)]
    [InlineData(2, CodecKind.Gzip)]
    public async Task Pages_together_are_the_chunk(int pageVersion, CodecKind codec)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var table = new RandomTable(seed, 80);
            var bytes = await table.WriteAsync(table.WithRandomColumns(new ParquetWriterOptions { Codec = codec, PageVersion = pageVersion, PageBytes = 100, RowGroupBytes = 10_000 }));
            await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "pages", CancellationToken.None);
            for (var group = 0; group < reader.RowGroups.Count; group++)
                foreach (var leaf in reader.Schema.Leaves)
                {
                    var entries = new List<Entry>();
                    await foreach (var page in reader.ReadPagesAsync(group, leaf.Index, CancellationToken.None))
                    {
                        entries.AddRange(Entry.Of(page));
                        page.Dispose();
                    }
                    using var chunk = await reader.ReadAsync(group, leaf.Index, CancellationToken.None);
                    Assert.Equal(Entry.Of(chunk), entries);
                }
        }
    }

    [Fact]
    public async Task Pages_that_are_kept_stay_valid()
    {
        var bytes = await TextsAsync(200_000, dictionary: true);
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "kept", CancellationToken.None);
        var pages = new List<ColumnChunkValues>();
        await foreach (var page in reader.ReadPagesAsync(0, 0, CancellationToken.None))
            pages.Add(page);
        Assert.True(pages.Count > 1);
        // The dictionary serves all pages: giving one back must not take it from the others.
        pages[0].Dispose();
        using (await reader.ReadAsync(0, 0, CancellationToken.None))
        {
            var row = 0;
            foreach (var page in pages)
                for (var i = 0; i < page.Count; i++, row++)
                    if (page.ValueCount > 0)
                        Assert.Equal($"text {row % 5}", System.Text.Encoding.UTF8.GetString(page.Bytes(i)));
        }
    }

    [Fact]
    public async Task Memory_of_one_page_serves_all()
    {
        var bytes = await TextsAsync(300_000, dictionary: false);
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "flat", CancellationToken.None);
        await ReadAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadAsync();
        // Places of 8 bytes a value, twice as many while they grow.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (300_000 * 8 * 2) + 500_000);

        async Task ReadAsync()
        {
            var values = 0;
            await foreach (var page in reader.ReadPagesAsync(0, 0, CancellationToken.None))
            {
                values += page.ValueCount;
                page.Dispose();
            }
            Assert.Equal(300_000, values);
        }
    }

    [Fact]
    public async Task A_damaged_page_is_named_and_those_before_it_are_read()
    {
        var bytes = await TextsAsync(300_000, dictionary: false);
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "damaged", CancellationToken.None);
        var chunk = reader.RowGroups[0].Columns[0];
        bytes[chunk.OffsetBytes + chunk.CompressedBytes - 1] ^= 1;
        var pages = 0;
        var exception = await Assert.ThrowsAsync<ParquetException>(async () =>
        {
            await foreach (var page in reader.ReadPagesAsync(0, 0, CancellationToken.None))
                pages++;
        });
        Assert.True(pages > 0);
        Assert.Equal(("text", 0, pages), (exception.Column, exception.RowGroup!.Value, exception.Page!.Value));
        Assert.InRange(exception.OffsetBytes!.Value, chunk.OffsetBytes, chunk.OffsetBytes + chunk.CompressedBytes);
    }

    [Fact]
    public async Task A_local_file_is_read_by_ranges_and_closed_with_its_reader()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "texts.parquet");
        await File.WriteAllBytesAsync(path, await TextsAsync(1000, dictionary: false));
        await using (var reader = await ParquetReader.OpenFileAsync(path, new ParquetReaderOptions(), CancellationToken.None))
        {
            using var values = await reader.ReadAsync(0, 0, CancellationToken.None);
            Assert.Equal(1000, values.ValueCount);
            Assert.Equal(path, reader.Name);
        }
        File.Delete(path);
        await File.WriteAllTextAsync(path, "no Parquet at all");
        await Assert.ThrowsAsync<ParquetException>(async () => await ParquetReader.OpenFileAsync(path, new ParquetReaderOptions(), CancellationToken.None));
        using var source = new FileRangeSource(path);
        Assert.Equal(17, source.Length);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await source.ReadAsync(10, new byte[8], CancellationToken.None));
    }

    private static async Task<byte[]> TextsAsync(int rows, bool dictionary)
    {
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(stream, new ParquetSchema([SchemaNode.String("text")]),
            new ParquetWriterOptions { Codec = CodecKind.Snappy, PageBytes = dictionary ? 1000 : 1 << 20, DictionaryBytes = dictionary ? 1000 : null });
        for (var row = 0; row < rows; row++)
        {
            writer.Column(0).Append($"text {(dictionary ? row % 5 : row)}");
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        return stream.ToArray();
    }
}
