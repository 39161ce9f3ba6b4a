using System.Diagnostics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Reading;

public sealed class CorruptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // Damage is meant to reach the decoders: the checksums would catch it before.
    private static readonly ParquetReaderOptions Unchecked = new() { VerifyChecksums = false };

    public static TheoryData<CodecKind> CodecKinds =>
        [CodecKind.None, CodecKind.Snappy, CodecKind.Gzip, CodecKind.Brotli, CodecKind.Zstandard, CodecKind.Lz4Raw];

    [Theory]
    [MemberData(nameof(CodecKinds))]
    public async Task Every_truncation_is_refused_with_an_exception_of_our_own(CodecKind codec)
    {
        var bytes = await SmallFileAsync(codec);
        for (var length = 0; length < bytes.Length; length++)
            await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(bytes[..length], Unchecked));
    }

    [Theory]
    [MemberData(nameof(CodecKinds))]
    public async Task Every_missing_byte_is_survived(CodecKind codec)
    {
        var bytes = await SmallFileAsync(codec);
        for (var position = 0; position < bytes.Length; position++)
            await AssertSurvivedAsync([.. bytes[..position], .. bytes[(position + 1)..]]);
    }

    [Theory]
    [MemberData(nameof(CodecKinds))]
    public async Task Every_flipped_bit_is_survived(CodecKind codec)
    {
        var bytes = await SmallFileAsync(codec);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            await AssertSurvivedAsync(bytes);
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    [Theory]
    [MemberData(nameof(CodecKinds))]
    public async Task Random_damage_of_several_bytes_is_survived(CodecKind codec)
    {
        var bytes = await SmallFileAsync(codec);
        var random = new Random(20240601);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = bytes.ToArray();
            for (var count = random.Next(1, 6); count > 0; count--)
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            await AssertSurvivedAsync(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(CodecKinds))]
    public async Task A_checksum_finds_every_flipped_bit_of_a_page(CodecKind codec)
    {
        var bytes = await SmallFileAsync(codec);
        long start, end;
        await using (var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "small", CancellationToken.None))
        {
            var last = reader.RowGroups[^1].Columns[^1];
            (start, end) = (4, last.OffsetBytes + last.CompressedBytes);
        }
        var whole = await ReadAllAsync(bytes, new ParquetReaderOptions());
        for (var position = start; position < end; position++)
        {
            bytes[position] ^= 0x10;
            try
            {
                // A flip in a header that says nothing about the values may pass; one that changes them may not.
                Assert.Equal(whole, await ReadAllAsync(bytes, new ParquetReaderOptions()));
            }
            catch (ParquetException)
            {
            }
            bytes[position] ^= 0x10;
        }
    }

    [Fact]
    public async Task The_message_names_file_column_row_group_page_and_offset()
    {
        var bytes = await SmallFileAsync(CodecKind.None);
        await using (var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "small", CancellationToken.None))
            bytes[reader.RowGroups[1].Columns[1].OffsetBytes + reader.RowGroups[1].Columns[1].CompressedBytes - 1] ^= 1;
        var exception = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAllAsync(bytes, new ParquetReaderOptions()));
        Assert.Equal("small", exception.File);
        Assert.Equal("text", exception.Column);
        Assert.Equal(1, exception.RowGroup);
        // Page 0 is the dictionary.
        Assert.Equal(1, exception.Page);
        Assert.InRange(exception.OffsetBytes!.Value, 4, bytes.Length);
        Assert.Equal($"small, column text, row group 1, page 1, offset {exception.OffsetBytes}: "
            + "the checksum of the page does not match its bytes", exception.Message);
    }

    [Fact]
    public async Task A_page_over_the_limit_is_refused_before_it_is_unpacked()
    {
        var bytes = await BombAsync();
        var exception = await Assert.ThrowsAsync<ParquetException>(
            async () => await ReadAllAsync(bytes, new ParquetReaderOptions { MaxPageBytes = 1 << 20 }));
        Assert.Contains("exceeds the limit of 1048576", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_over_the_limit_is_refused_before_it_is_unpacked()
    {
        var bytes = await BombAsync();
        var exception = await Assert.ThrowsAsync<ParquetException>(
            async () => await ReadAllAsync(bytes, new ParquetReaderOptions { MaxChunkBytes = 6 << 20 }));
        Assert.Contains("exceed the limit of 6291456 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_footer_over_the_limit_is_refused()
    {
        var bytes = await SmallFileAsync(CodecKind.None);
        var exception = await Assert.ThrowsAsync<ParquetException>(
            async () => await ReadAllAsync(bytes, new ParquetReaderOptions { MaxFooterBytes = 100 }));
        Assert.Contains("exceeds the limit of 100", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_another_kind_are_refused_in_words()
    {
        foreach (var content in new[] { "", "PAR1", "%PDF-1.7 and so on and on and on", "PAR1aaaaaaaaPARE" })
            await Assert.ThrowsAsync<ParquetException>(
                async () => await ReadAllAsync(System.Text.Encoding.ASCII.GetBytes(content), Unchecked));
    }

    private static async Task AssertSurvivedAsync(byte[] bytes)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await ReadAllAsync(bytes, Unchecked);
        }
        catch (ParquetException)
        {
        }
        Assert.True(clock.Elapsed < Limit, $"took {clock.Elapsed}");
    }

    private static async Task<List<Support.Entry>> ReadAllAsync(byte[] bytes, ParquetReaderOptions options)
    {
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "small", options, CancellationToken.None);
        var entries = new List<Support.Entry>();
        for (var group = 0; group < reader.RowGroups.Count; group++)
            for (var leaf = 0; leaf < reader.Schema.Leaves.Count; leaf++)
                entries.AddRange(Support.Entry.Of(await reader.ReadAsync(group, leaf, CancellationToken.None)));
        return entries;
    }

    private static async Task<byte[]> SmallFileAsync(CodecKind codec)
    {
        var schema = new ParquetSchema(
        [
            SchemaNode.Int64("id"), SchemaNode.String("text", optional: true), SchemaNode.Boolean("flag"),
            SchemaNode.List("list", optional: true, SchemaNode.Double("x", optional: true)),
        ]);
        var output = new MemoryStream();
        await using var writer = new ParquetWriter(output, schema, new ParquetWriterOptions { Codec = codec });
        for (var row = 0; row < 60; row++)
        {
            writer.Column(0).Append(row * 1000L);
            if (row % 5 == 0)
                writer.Column(1).AppendNull(0, 0);
            else
                writer.Column(1).Append(row % 2 == 0 ? "a text that comes again and again" : "another");
            writer.Column(2).Append(row % 3 == 0);
            if (row % 4 == 0)
                writer.Column(3).AppendNull(row % 8 == 0 ? 0 : 1, 0);
            for (var i = 0; i < row % 4; i++)
                writer.Column(3).Append((double)i, 3, i == 0 ? 0 : 1);
            writer.EndRow();
            if (row == 40)
                await writer.FlushRowGroupAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<byte[]> BombAsync()
    {
        var output = new MemoryStream();
        var schema = new ParquetSchema([SchemaNode.Binary("zeros")]);
        var options = new ParquetWriterOptions { Codec = CodecKind.Gzip, DictionaryBytes = null };
        await using var writer = new ParquetWriter(output, schema, options);
        for (var row = 0; row < 2; row++)
        {
            writer.Column(0).Append(new byte[4 << 20]);
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        Assert.True(output.Length < 20_000);
        return output.ToArray();
    }
}
