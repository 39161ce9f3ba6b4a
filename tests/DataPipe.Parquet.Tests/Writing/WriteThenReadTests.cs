using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class WriteThenReadTests
{
    private static readonly CodecKind[] CodecKinds =
        [CodecKind.None, CodecKind.Snappy, CodecKind.Gzip, CodecKind.Brotli, CodecKind.Zstandard, CodecKind.Lz4Raw];

    [Fact]
    public void Random_nested_tables_are_read_as_written_in_every_type_encoding_codec_and_page_version()
    {
        var cases = from seed in Gen.Choose(0, int.MaxValue)
                    from rows in Gen.Choose(0, 60)
                    from codec in Gen.Elements(CodecKinds)
                    from version in Gen.Choose(1, 2)
                    from pageBytes in Gen.Elements(1, 100, 2000, 1 << 20)
                    from dictionaryBytes in Gen.Elements<int?>(null, 0, 60, 1 << 20)
                    from groupBytes in Gen.Elements(1L, 3000L, 64L << 20)
                    from hasIndex in Gen.Elements(true, false)
                    select (seed, rows, new ParquetWriterOptions
                    {
                        Codec = codec,
                        CompressionLevel = 1,
                        PageVersion = version,
                        PageBytes = pageBytes,
                        DictionaryBytes = dictionaryBytes,
                        RowGroupBytes = groupBytes,
                        PageIndex = hasIndex,
                        BloomFilterBytes = 64,
                    });
        var property = Prop.ForAll(
            cases.ToArbitrary(), sample => IsReadAsWrittenAsync(sample.seed, sample.rows, sample.Item3).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongTests.Cases(2000, 50_000)), property);
    }

    [Theory]
    [MemberData(nameof(EveryEncoding))]
    public async Task Every_encoding_of_every_physical_type_is_read_as_written(PhysicalType physical, PageEncoding encoding, int version)
    {
        SchemaNode Node(string name, bool optional) => physical switch
        {
            PhysicalType.Boolean => SchemaNode.Boolean(name, optional),
            PhysicalType.Int32 => SchemaNode.Int32(name, optional),
            PhysicalType.Int64 => SchemaNode.Int64(name, optional),
            PhysicalType.Float => SchemaNode.Float(name, optional),
            PhysicalType.Double => SchemaNode.Double(name, optional),
            PhysicalType.ByteArray => SchemaNode.Binary(name, optional),
            _ => SchemaNode.FixedBinary(name, 7, optional),
        };
        var schema = new ParquetSchema([Node("required", false), Node("optional", true), SchemaNode.List("list", true, Node("e", true))]);
        var column = new ColumnWriterOptions { Encoding = encoding, UsesDictionary = false };
        var options = new ParquetWriterOptions
        {
            PageVersion = version,
            PageBytes = 3000,
            Columns = schema.Leaves.ToDictionary(leaf => leaf.Path, _ => column),
        };
        var output = new MemoryStream();
        await using var writer = new ParquetWriter(output, schema, options);
        var values = new RandomValues(new Random(5));
        var written = schema.Leaves.Select(_ => new List<Entry>()).ToArray();
        for (var row = 0; row < 3000; row++)
        {
            foreach (var leaf in schema.Leaves)
            {
                var isPresent = leaf.Index == 0 || row % 5 > 0;
                var entry = new Entry(isPresent ? values.Next(leaf.Node, leaf.Index) : null, isPresent ? leaf.MaxDefinition : row % (leaf.MaxDefinition), 0);
                entry.AppendTo(writer.Column(leaf.Index));
                written[leaf.Index].Add(entry);
            }
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);

        await using var reader = await ParquetReader.OpenAsync(output, "encodings", CancellationToken.None);
        foreach (var leaf in schema.Leaves)
        {
            var chunk = reader.RowGroups[0].Columns[leaf.Index];
            Assert.Contains(encoding, chunk.Encodings);
            Assert.DoesNotContain(PageEncoding.RleDictionary, chunk.Encodings);
            Assert.Equal(written[leaf.Index], Entry.Of(await reader.ReadAsync(0, leaf.Index, CancellationToken.None)));
        }
    }

    public static TheoryData<PhysicalType, PageEncoding, int> EveryEncoding()
    {
        var data = new TheoryData<PhysicalType, PageEncoding, int>();
        foreach (var physical in Enum.GetValues<PhysicalType>().Where(physical => physical != PhysicalType.Int96))
            foreach (var encoding in Enum.GetValues<PageEncoding>().Where(encoding => PageEncoder.Fits(encoding, physical)))
                for (var version = 1; version <= 2; version++)
                    data.Add(physical, encoding, version);
        return data;
    }

    private static async Task<bool> IsReadAsWrittenAsync(int seed, int rowCount, ParquetWriterOptions options)
    {
        var table = new RandomTable(seed, rowCount);
        var bytes = await table.WriteAsync(table.WithRandomColumns(options));
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), "round trip", CancellationToken.None);
        Assert.Equal(table.Schema.Columns, reader.Schema.Columns);
        Assert.Equal(rowCount, reader.Rows);
        for (var leaf = 0; leaf < table.Schema.Leaves.Count; leaf++)
        {
            var read = new List<Entry>();
            for (var group = 0; group < reader.RowGroups.Count; group++)
                read.AddRange(Entry.Of(await reader.ReadAsync(group, leaf, CancellationToken.None)));
            Assert.Equal(table.Rows.SelectMany(row => row[leaf]), read);
        }
        return true;
    }
}
