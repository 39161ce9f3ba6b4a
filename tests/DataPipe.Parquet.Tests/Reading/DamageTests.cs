using System.Diagnostics;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Values;
using DataPipe.Parquet.Writing;
using Xunit.Abstractions;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>Damage in files of every encoding, page version and index, read in every way.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const long MaxAllocatedBytes = 256 << 20;

    // Checksums are left out: damage is meant to reach the decoders.
    private static readonly ParquetReaderOptions Small =
        new() { VerifyChecksums = false, MaxPageBytes = 1 << 20, MaxChunkBytes = 4 << 20, MaxFooterBytes = 1 << 20 };

    [Theory]
    [InlineData(1, CodecKind.None)]
    [InlineData(2, CodecKind.None)]
    [InlineData(2, CodecKind.Lz4Raw)]
    public async Task Random_damage_ends_in_values_or_an_exception_of_our_own(int pageVersion, CodecKind codec)
    {
        var bytes = await EveryEncodingAsync(pageVersion, codec);
        var random = new Random(pageVersion);
        var (refused, rounds) = (0, LongTests.Cases(700, 100_000));
        for (var round = 0; round < rounds; round++)
        {
            var damaged = bytes.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--)
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            if (!await IsReadAsync(damaged))
                refused++;
        }
        output.WriteLine($"{refused} of {rounds} refused");
        Assert.InRange(refused, rounds / 4, rounds);
        Assert.True(await IsReadAsync(bytes));
    }

    [Fact]
    public async Task Files_of_others_with_a_damaged_byte_end_in_values_or_an_exception_of_our_own()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        var random = new Random(4);
        var reads = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            if (bytes.Length > 20_000)
                continue;
            for (var round = LongTests.Cases(10, 1000); round > 0; round--, reads++)
            {
                var damaged = bytes.ToArray();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                await IsReadAsync(damaged);
            }
        }
        output.WriteLine($"{reads} damaged files read");
    }

    // Any exception but our own fails the test, as do long work and much memory.
    private static async Task<bool> IsReadAsync(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var isRead = true;
        try
        {
            await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "damaged", Small, CancellationToken.None);
            isRead &= await TryAsync(async () =>
            {
                await foreach (var _ in new RowReader(reader).ReadAllAsync(CancellationToken.None))
                {
                }
            });
            for (var group = 0; group < reader.RowGroups.Count; group++)
                foreach (var leaf in reader.Schema.Leaves)
                    isRead &= await TryAsync(() => ReadAsync(reader, group, leaf));
        }
        catch (ParquetException)
        {
            isRead = false;
        }
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        return isRead;
    }

    private static async Task ReadAsync(ParquetReader reader, int group, LeafColumn leaf)
    {
        await foreach (var page in reader.ReadPagesAsync(group, leaf.Index, CancellationToken.None))
            page.Dispose();
        var kind = LeafValue.KindOf(leaf.Node);
        ParquetValue? wanted = kind switch
        {
            ValueKind.Integer => ParquetValue.Of(50L),
            ValueKind.Real => ParquetValue.Of(2.5),
            ValueKind.Text or ValueKind.Bytes => ParquetValue.Of("text 50"),
            _ => null,
        };
        var predicate = wanted is { } value ? ColumnPredicate.EqualTo(leaf.Path, value) : ColumnPredicate.IsNotNull(leaf.Path);
        var rows = await reader.FindRowsAsync(group, [predicate], CancellationToken.None);
        using var some = await reader.ReadAsync(group, leaf.Index, rows, CancellationToken.None);
    }

    private static async Task<bool> TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            return true;
        }
        catch (ParquetException exception)
        {
            Assert.Equal("damaged", exception.File);
            Assert.NotNull(exception.Column);
            Assert.NotNull(exception.RowGroup);
            return false;
        }
    }

    private static async Task<byte[]> EveryEncodingAsync(int pageVersion, CodecKind codec)
    {
        var schema = new ParquetSchema(
        [
            SchemaNode.Int32("delta32"), SchemaNode.Int64("delta64", optional: true), SchemaNode.Double("split"), SchemaNode.FixedBinary("fixedSplit", 5),
            SchemaNode.String("lengths"), SchemaNode.String("prefixes", optional: true), SchemaNode.FixedBinary("fixedPrefixes", 6),
            SchemaNode.Boolean("runs"), SchemaNode.String("dictionary"), SchemaNode.List("list", optional: true, SchemaNode.Int64("n", optional: true)),
        ]);
        PageEncoding[] encodings =
        [
            PageEncoding.DeltaBinaryPacked, PageEncoding.DeltaBinaryPacked, PageEncoding.ByteStreamSplit, PageEncoding.ByteStreamSplit,
            PageEncoding.DeltaLengthByteArray, PageEncoding.DeltaByteArray, PageEncoding.DeltaByteArray, PageEncoding.Rle, PageEncoding.Plain, PageEncoding.DeltaBinaryPacked,
        ];
        var columns = new Dictionary<string, ColumnWriterOptions>();
        for (var i = 0; i < encodings.Length; i++)
            columns[schema.Leaves[i].Path] = new ColumnWriterOptions
            {
                Encoding = encodings[i],
                UsesDictionary = i == 8,
                BloomFilterFalsePositiveFraction = i == 7 ? null : 0.1,
            };
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(
            stream, schema, new ParquetWriterOptions { Codec = codec, PageVersion = pageVersion, PageBytes = 200, BloomFilterBytes = 64, Columns = columns });
        for (var row = 0; row < 100; row++)
        {
            writer.Column(0).Append(row * row);
            if (row % 3 == 0)
                writer.Column(1).AppendNull(0, 0);
            else
                writer.Column(1).Append((long)row << 33);
            writer.Column(2).Append(row / 4.0);
            writer.Column(3).Append(new byte[] { (byte)row, 1, 2, 3, 4 }.AsSpan());
            writer.Column(4).Append($"text {row}");
            if (row % 5 == 0)
                writer.Column(5).AppendNull(0, 0);
            else
                writer.Column(5).Append($"a shared prefix {row / 10} {row}");
            writer.Column(6).Append(new byte[] { 9, 9, 9, 9, (byte)(row / 10), (byte)row }.AsSpan());
            writer.Column(7).Append(row % 20 < 10);
            writer.Column(8).Append($"one of {row % 4}");
            if (row % 4 == 0)
                writer.Column(9).AppendNull(row % 8 == 0 ? 0 : 1, 0);
            for (var i = 0; i < row % 4; i++)
                writer.Column(9).Append((long)row, 3, i == 0 ? 0 : 1);
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        return stream.ToArray();
    }
}
