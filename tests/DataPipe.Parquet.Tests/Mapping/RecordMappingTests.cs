using System.Text;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Parquet.Tests.Mapping;

public sealed class RecordMappingTests
{
    public enum Mood { Calm, Wild }

    public sealed record Turn(string Role, string? Content, int[] Tokens);

    public readonly record struct Place(double Latitude, double Longitude);

    public sealed record Everything(
        bool Flag, sbyte Small, short Short, int Int, long Long, byte Byte, ushort UShort, uint UInt, ulong ULong, float Float, double Double,
        Half Half, Guid Id, DateTimeOffset At, DateTime Local, DateOnly Day, TimeOnly Time, Mood Mood, string Text, byte[] Bytes)
    {
        [ParquetColumn("price", Precision = 18, Scale = 4)]
        public decimal Price { get; init; }

        [ParquetColumn(Precision = 28, Scale = 10)]
        public decimal? Large { get; init; }

        [ParquetColumn(Logical = LogicalType.String)]
        public ReadOnlyMemory<byte> Utf8 { get; init; }

        public int? MaybeInt { get; init; }

        public string? MaybeText { get; init; }

        public Place Where { get; init; }

        public Place? MaybeWhere { get; init; }

        public List<Turn> Turns { get; init; } = [];

        public IReadOnlyList<List<int?>>? Nested { get; init; }

        public Dictionary<string, Turn?> Map { get; init; } = [];

        [ParquetIgnore]
        public int Ignored => Int + 1;
    }

    private static readonly RecordMapping<Everything> Mapping = new();

    [Fact]
    public void Writing_and_reading_is_identity_for_records_of_every_type() =>
        Prop.ForAll(Arbitrary().ListOf().ToArbitrary(), records =>
            {
                var read = RoundTrip(records);
                Assert.Equal(records.Count, read.Count);
                foreach (var (written, found) in records.Zip(read)) Assert.Equal(Show(written), Show(found));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261122, 7));

    [Fact]
    public void The_schema_follows_names_types_and_nullability()
    {
        Assert.Equal(Repetition.Optional, Mapping.Schema.FindLeaf("MaybeText")!.Node.Repetition);
        Assert.Equal(Repetition.Required, Mapping.Schema.FindLeaf("Text")!.Node.Repetition);
        Assert.Equal(18, Mapping.Schema.FindLeaf("price")!.Node.DecimalPrecision);
        Assert.Equal(LogicalType.String, Mapping.Schema.FindLeaf("Utf8")!.Node.Logical);
        Assert.Equal(1, Mapping.Schema.FindLeaf("Turns.list.element.Role")!.MaxRepetition);
        Assert.Equal(2, Mapping.Schema.FindLeaf("Turns.list.element.Tokens.list.element")!.MaxRepetition);
        Assert.Equal(4, Mapping.Schema.FindLeaf("Nested.list.element.list.element")!.MaxDefinition);
        Assert.Equal(LogicalType.Map, Mapping.Schema.Columns.Single(column => column.Name == "Map").Logical);
        Assert.Null(Mapping.Schema.FindLeaf("Ignored"));
    }

    public sealed record Narrow(string Text, int? MaybeInt, string? NotThere);

    [Fact]
    public void A_type_with_fewer_columns_reads_those_and_missing_ones_as_null()
    {
        var records = Gen.Sample(Arbitrary(), 20).ToArray();
        var narrow = Read(new RecordMapping<Narrow>(), File(records));
        Assert.Equal(records.Select(r => new Narrow(r.Text, r.MaybeInt, null)), narrow);
    }

    public sealed record Wrong(int Text);

    public sealed record Missing(string Absent);

    public sealed record Demanding(string MaybeText);

    [Fact]
    public void Columns_that_do_not_fit_the_type_are_told_by_name()
    {
        var file = File([.. Gen.Sample(Arbitrary(), 40)]);
        Assert.Contains("column Text holds String in ByteArray, and Int32 needs Int32", Refusal<Wrong>(file), StringComparison.Ordinal);
        Assert.Contains("column Absent is missing", Refusal<Missing>(file), StringComparison.Ordinal);
        Assert.Contains("column MaybeText has no value where the record's type demands one", Refusal<Demanding>(file), StringComparison.Ordinal);
    }

    public sealed class Chain
    {
        public Chain? Next { get; set; }
    }

    public sealed record Bare(decimal Price);

    public sealed record Pointer(Uri Link);

    [Theory]
    [InlineData(typeof(Chain), "holds itself")]
    [InlineData(typeof(Bare), "Precision")]
    [InlineData(typeof(Pointer), "no counterpart")]
    public void Types_without_a_counterpart_are_refused_with_the_remedy(Type type, string words)
    {
        var exception = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(typeof(RecordMapping<>).MakeGenericType(type)));
        Assert.Contains(words, exception.InnerException!.Message, StringComparison.Ordinal);
    }

    public sealed record Flat(string Id, long Number, double? Score, ReadOnlyMemory<byte> Body);

    [Fact]
    public async Task Appending_a_flat_record_allocates_nothing()
    {
        var mapping = new RecordMapping<Flat>();
        await using var writer = new ParquetWriter(Stream.Null, mapping.Schema, new ParquetWriterOptions { Codec = CodecKind.None });
        var record = new Flat("one", 2, 3.5, Encoding.UTF8.GetBytes("body"));
        for (var i = 0; i < 20_000; i++)
            mapping.Append(writer, record);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            mapping.Append(writer, record);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    [Fact]
    public void A_null_where_the_type_says_never_is_refused_by_name()
    {
        var mapping = new RecordMapping<Narrow>();
        using var writer = new Lease(new ParquetWriter(Stream.Null, mapping.Schema, new ParquetWriterOptions()));
        var exception = Assert.Throws<ArgumentException>(() => mapping.Append(writer.Writer, new Narrow(null!, null, null)));
        Assert.Contains("Narrow.Text is null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_others_wrote_are_read()
    {
        if (SharedFiles.ParquetFolder is not { } folder)
            return;
        var rows = Read(new RecordMapping<ListColumns>(), System.IO.File.ReadAllBytes(Path.Combine(folder, "data", "list_columns.parquet")));
        Assert.Equal([[1, 2, 3], [null, 1], [4]], rows.Select(row => row.int64_list ?? []));
    }

#pragma warning disable IDE1006 // The column is called so.
    public sealed record ListColumns(long?[]? int64_list);
#pragma warning restore IDE1006

    private sealed class Lease(ParquetWriter writer) : IDisposable
    {
        public ParquetWriter Writer => writer;

        public void Dispose() => writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static string Refusal<T>(byte[] file) where T : notnull =>
        Assert.Throws<ParquetException>(() => Read(new RecordMapping<T>(), file)).Message;

    private static List<Everything> RoundTrip(IReadOnlyCollection<Everything> records) => Read(Mapping, File(records));

    private static byte[] File(IReadOnlyCollection<Everything> records)
    {
        using var file = new MemoryStream();
        using var lease = new Lease(new ParquetWriter(file, Mapping.Schema, new ParquetWriterOptions { Codec = CodecKind.Snappy, RowGroupBytes = 600 }));
        foreach (var record in records)
        {
            Mapping.Append(lease.Writer, record);
            lease.Writer.FlushIfFullAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        lease.Writer.FinishAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return file.ToArray();
    }

    private static List<T> Read<T>(RecordMapping<T> mapping, byte[] file) where T : notnull
    {
        var records = new List<T>();
        Collect().GetAwaiter().GetResult();
        return records;

        async Task Collect()
        {
            await using var reader = await ParquetReader.OpenAsync(new MemoryStream(file), "records", CancellationToken.None);
            await foreach (var record in mapping.ReadAsync(reader, CancellationToken.None))
                records.Add(record);
        }
    }

    private static string Show(Everything record) => System.Text.Json.JsonSerializer.Serialize(new
    {
        Record = record with { Utf8 = default, Half = default, Float = 0, Double = 0, Where = default, MaybeWhere = null, Price = 0, Large = null },
        Price = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record.Price:F4} {record.Large:F10}"),
        Utf8 = Convert.ToHexString(record.Utf8.Span),
        Half = BitConverter.HalfToUInt16Bits(record.Half),
        Float = BitConverter.SingleToUInt32Bits(record.Float),
        Double = BitConverter.DoubleToUInt64Bits(record.Double),
        Where = $"{record.Where} {record.MaybeWhere}",
        Time = record.Local.Ticks,
    });

    private static Gen<Everything> Arbitrary() =>
        from seed in Gen.Choose(int.MinValue, int.MaxValue)
        select Make(new Random(seed));

    private static Everything Make(Random random)
    {
        var text = new[] { "", "a", "zwölf", "語", "tail \u0001" }[random.Next(5)];
        return new Everything(
            random.Next(2) == 0, (sbyte)random.Next(-128, 128), (short)random.Next(-32768, 32768), random.Next(int.MinValue, int.MaxValue), random.NextInt64(long.MinValue, long.MaxValue),
            (byte)random.Next(256), (ushort)random.Next(65536), (uint)random.NextInt64(uint.MaxValue + 1L), (ulong)random.NextInt64(long.MinValue, long.MaxValue),
            (float)(random.NextDouble() - 0.5), random.NextDouble() * 1e300, (Half)(random.NextDouble() * 100), new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            DateTimeOffset.UnixEpoch.AddTicks(10 * random.NextInt64(-6_000_000_000_000_000, 200_000_000_000_000_000)),
            new DateTime(DateTime.UnixEpoch.Ticks + (10 * random.NextInt64(-6_000_000_000_000_000, 200_000_000_000_000_000))),
            DateOnly.FromDayNumber(random.Next(3_600_000)), new TimeOnly(10 * random.NextInt64(86_400_000_000)), (Mood)random.Next(2), text, Encoding.UTF8.GetBytes(text))
        {
            Price = random.NextInt64(-1_000_000_000, 1_000_000_000) / 10_000m,
            Large = random.Next(3) == 0 ? null : (random.NextInt64(long.MinValue, long.MaxValue) / 1_000_000_000m) + 0.1234567890m,
            Utf8 = Encoding.UTF8.GetBytes(text + "!"),
            MaybeInt = random.Next(2) == 0 ? null : random.Next(),
            MaybeText = random.Next(2) == 0 ? null : text,
            Where = new Place(random.Next(90), random.Next(180)),
            MaybeWhere = random.Next(2) == 0 ? null : new Place(random.Next(90), random.Next(180)),
            Turns = [.. Enumerable.Range(0, random.Next(3)).Select(i => NewTurn())],
            Nested = random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(3)).Select(i => Enumerable.Range(0, random.Next(3)).Select(j => random.Next(3) == 0 ? (int?)null : j).ToList())],
            Map = Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"key{i}", i => random.Next(3) == 0 ? null : NewTurn()),
        };

        Turn NewTurn() => new(text, random.Next(2) == 0 ? null : text, [.. Enumerable.Range(0, random.Next(3))]);
    }
}
