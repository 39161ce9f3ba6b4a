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

namespace DataPipe.Parquet.Tests.Rows;

public sealed class RowReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void Rows_of_random_nested_columns_come_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongTests.Cases(200, 5000)), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            AreReadAsWritten(seed).GetAwaiter().GetResult()));

    [Fact]
    public void Lists_of_two_levels_are_read_by_the_rules_of_the_format()
    {
        var int32 = SchemaNode.Int32("n");
        foreach (var (repeated, isElement) in new[]
        {
            (int32 with { Repetition = Repetition.Repeated, Name = "element" }, true),
            (SchemaNode.Struct("array", false, int32) with { Repetition = Repetition.Repeated }, true),
            (SchemaNode.Struct("old_tuple", false, int32) with { Repetition = Repetition.Repeated }, true),
            (SchemaNode.Struct("element", false, int32, SchemaNode.Int32("m")) with { Repetition = Repetition.Repeated }, true),
            (SchemaNode.Struct("list", false, int32) with { Repetition = Repetition.Repeated }, false),
            (SchemaNode.Struct("bag", false, int32) with { Repetition = Repetition.Repeated }, false),
        })
        {
            var list = new SchemaNode("old", Repetition.Optional, null, LogicalType.List, [repeated]);
            var shape = Assert.Single(ColumnShape.Of(new ParquetSchema([list])));
            Assert.Equal(ShapeKind.List, shape.Kind);
            Assert.Same(isElement ? repeated : repeated.Children[0], shape.Children[0].Node);
        }
        // Without a repeated child it is a struct, whatever it says.
        var broken = new SchemaNode("broken", Repetition.Required, null, LogicalType.List, [int32]);
        Assert.Equal(ShapeKind.Struct, ColumnShape.Of(new ParquetSchema([broken]))[0].Kind);
    }

    [Fact]
    public async Task Only_the_columns_and_rows_asked_for_are_read()
    {
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(stream, new ParquetSchema([SchemaNode.Int64("a"), SchemaNode.String("b", optional: true)]), new());
        for (var row = 0; row < 100; row++)
        {
            writer.Column(0).Append((long)row);
            if (row % 2 == 0)
                writer.Column(1).AppendNull(0, 0);
            else
                writer.Column(1).Append($"b{row}");
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        await using var reader = await ParquetReader.OpenAsync(stream, "columns", CancellationToken.None);
        var rows = new RowRanges();
        rows.Add(10, 12);
        rows.Add(98, 100);
        var read = new List<string>();
        await foreach (var row in new RowReader(reader, ["b", "a"]).ReadAsync(0, rows, CancellationToken.None))
            read.Add(string.Join(' ', row));
        Assert.Equal(["null 10", "\"b11\" 11", "null 98", "\"b99\" 99"], read);
        Assert.Throws<ArgumentException>(() => new RowReader(reader, ["c"]));
    }

    [Fact]
    public async Task Rows_cost_the_same_however_many_there_are()
    {
        // Quadratic work on 300,000 entries would take minutes.
        var stream = new MemoryStream();
        await using var writer = new ParquetWriter(
            stream, new ParquetSchema([SchemaNode.List("list", optional: true, SchemaNode.Int32("n"))]), new());
        for (var row = 0; row < 100_000; row++)
        {
            for (var i = 0; i < 3; i++)
                writer.Column(0).Append(row, 2, i == 0 ? 0 : 1);
            writer.EndRow();
        }
        await writer.FinishAsync(CancellationToken.None);
        await using var reader = await ParquetReader.OpenAsync(stream, "many", CancellationToken.None);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var count = 0;
        await foreach (var row in new RowReader(reader).ReadAllAsync(CancellationToken.None))
            count += row[0].Elements.Count;
        Assert.Equal(300_000, count);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Times_dates_and_maps_of_old_files_are_read()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/parquet does not exist");
            return;
        }
        Assert.Equal(
            """{"a": 1, "b": [1], "c": {"d": [[{"e": 10, "f": "aaa"}, {"e": -10, "f": "bbb"}], [{"e": 11, "f": "c"}]]}, "g": {"foo": {"h": {"i": [1.1]}}}}""",
            (await FirstAsync(folder, "data/nullable.impala.parquet", 5)).ToString().ToLowerInvariant());
        Assert.Equal("\"2024-01-01T20:34:56.123456000\"", (await FirstAsync(folder, "data/int96_from_spark.parquet", 0)).ToString());
        // Keys that the schema calls optional are against the rules, and read.
        Assert.Equal(ValueKind.Map, (await FirstAsync(folder, "data/incorrect_map_schema.parquet", 0)).Kind);
    }

    private static async Task<ParquetValue> FirstAsync(string folder, string file, int column)
    {
        await using var reader = await ParquetReader.OpenFileAsync(Path.Combine(folder, file), new ParquetReaderOptions(), CancellationToken.None);
        await foreach (var row in new RowReader(reader).ReadAllAsync(CancellationToken.None))
            return row[column];
        throw new InvalidOperationException("no rows");
    }

    private static async Task<bool> AreReadAsWritten(int seed)
    {
        var table = new RandomTable(seed, seed % 60);
        var bytes = await table.WriteAsync(table.WithRandomColumns(
            new ParquetWriterOptions { PageBytes = 300, RowGroupBytes = 5000, PageVersion = 1 + (seed % 2), Codec = Parquet.Compression.CodecKind.Lz4Raw }));
        await using var reader = await ParquetReader.OpenAsync(new MemoryStream(bytes), $"seed {seed}", CancellationToken.None);
        var shapes = ColumnShape.Of(reader.Schema);
        var i = 0;
        await foreach (var row in new RowReader(reader).ReadAllAsync(CancellationToken.None))
        {
            for (var column = 0; column < row.Length; column++)
                Assert.Equal(Resolve(shapes[column], table.Trees[i][column]), row[column]);
            i++;
        }
        Assert.Equal(table.Trees.Count, i);
        return true;
    }

    // The tree as the schema has it, without the groups that only hold levels.
    private static ParquetValue Resolve(ColumnShape shape, object? tree)
    {
        if (tree is null)
            return shape.Node.Repetition == Repetition.Repeated ? ParquetValue.List() : ParquetValue.Null;
        switch (shape.Kind)
        {
            case ShapeKind.Leaf:
                return tree switch
                {
                    bool value => ParquetValue.Of(value),
                    int value => LeafValue.OfInteger(shape.Node, value),
                    long value => LeafValue.OfInteger(shape.Node, value),
                    uint bits => ParquetValue.Of((double)BitConverter.UInt32BitsToSingle(bits)),
                    ulong bits => ParquetValue.Of(BitConverter.UInt64BitsToDouble(bits)),
                    _ => LeafValue.OfBytes(shape.Node, Convert.FromHexString((string)tree)),
                };
            case ShapeKind.Struct:
                return ParquetValue.Struct([.. shape.Children.Select(child =>
                    new KeyValuePair<string, ParquetValue>(child.Node.Name, Resolve(child, ((Dictionary<string, object?>)tree)[child.Node.Name])))]);
            case ShapeKind.List when tree is List<object?> items:
                return ParquetValue.List([.. items.Select(item => Resolve(shape.Children[0], item))]);
            case ShapeKind.List:
                var repeated = shape.Node.Children[0];
                var elements = (List<object?>?)((Dictionary<string, object?>)tree)[repeated.Name] ?? [];
                return ParquetValue.List([.. elements.Select(item => Resolve(shape.Children[0],
                    ReferenceEquals(shape.Children[0].Node, repeated) ? item : ((Dictionary<string, object?>)item!)[repeated.Children[0].Name]))]);
            default:
                var entries = (List<object?>?)((Dictionary<string, object?>)tree)[shape.Node.Children[0].Name] ?? [];
                return ParquetValue.Map([.. entries.Cast<Dictionary<string, object?>>().Select(entry => new KeyValuePair<ParquetValue, ParquetValue>(
                    Resolve(shape.Children[0], entry[shape.Children[0].Node.Name]), Resolve(shape.Children[1], entry[shape.Children[1].Node.Name])))]);
        }
    }
}
