using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Support;

/// <summary>A table of random nested columns of every type and random rows, a pure function of its seed. Meanings can be left
/// out for readers that lack them.</summary>
internal sealed class RandomTable
{
    private readonly Random _random;
    private readonly RandomValues _values;

    public RandomTable(int seed, int rowCount, params LogicalType[] without)
    {
        _random = new Random(seed);
        _values = new RandomValues(_random);
        var schema = new RandomSchema(_random, without);
        Schema = new ParquetSchema(schema.Columns());
        for (var row = 0; row < rowCount; row++)
            NewRow();
    }

    public ParquetSchema Schema { get; }

    /// <summary>For each row, for each leaf, its entries.</summary>
    public List<List<Entry>[]> Rows { get; } = [];

    /// <summary>For each row, for each top-level column, its value as a tree: null, a leaf's value as in <see cref="Entry"/>, a
    /// list for a repeated field, a dictionary for a group.</summary>
    public List<object?[]> Trees { get; } = [];

    /// <summary>The options with a random encoding, dictionary and Bloom filter for most columns.</summary>
    public ParquetWriterOptions WithRandomColumns(ParquetWriterOptions options, Func<LeafColumn, PageEncoding, bool>? isKnown = null)
    {
        var columns = new Dictionary<string, ColumnWriterOptions>();
        foreach (var leaf in Schema.Leaves)
        {
            var fitting = Enum.GetValues<PageEncoding>().Where(encoding =>
                PageEncoder.Fits(encoding, leaf.Physical) && (isKnown is null || isKnown(leaf, encoding))).ToArray();
            if (_random.Next(4) == 0)
                continue;
            columns[leaf.Path] = new ColumnWriterOptions
            {
                Encoding = _random.Next(5) == 0 ? null : fitting[_random.Next(fitting.Length)],
                UsesDictionary = _random.Next(2) == 0,
                BloomFilterFalsePositiveFraction = leaf.Physical == PhysicalType.Boolean || _random.Next(2) == 0 ? null : 0.05,
                Metadata = _random.Next(4) == 0 ? new Dictionary<string, string> { ["made"] = "at random" } : [],
            };
        }
        return options with { Columns = columns };
    }

    public async Task<byte[]> WriteAsync(ParquetWriterOptions options)
    {
        var output = new ForwardStream();
        await using var writer = new ParquetWriter(output, Schema, options);
        foreach (var row in Rows)
        {
            for (var leaf = 0; leaf < row.Length; leaf++)
                foreach (var entry in row[leaf])
                    entry.AppendTo(writer.Column(leaf));
            writer.EndRow();
            await writer.FlushIfFullAsync(CancellationToken.None);
        }
        await writer.FinishAsync(CancellationToken.None);
        var bytes = output.ToArray();
        Assert.Equal(bytes.Length, writer.WrittenBytes);
        return bytes;
    }

    private void NewRow()
    {
        var row = new List<Entry>[Schema.Leaves.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = [];
        var leaf = 0;
        Trees.Add([.. Schema.Columns.Select(column => Fill(column, row, ref leaf, 0, 0, 0, isAbsent: false, mapRow: null))]);
        Rows.Add(row);
    }

    private object? Fill(
        SchemaNode node, List<Entry>[] row, ref int leaf, int definition, int repetition, int depth, bool isAbsent, int? mapRow)
    {
        var count = isAbsent ? 0 : node.Repetition switch
        {
            Repetition.Required => 1,
            Repetition.Optional => node.Logical == LogicalType.Null || _random.Next(4) == 0 ? 0 : 1,
            _ => _random.Next(4),
        };
        var own = node.Repetition == Repetition.Required ? 0 : 1;
        depth += node.Repetition == Repetition.Repeated ? 1 : 0;
        var start = leaf;
        var values = new List<object?>();
        if (count == 0)
            FillOnce(node, row, ref leaf, definition, repetition, depth, isAbsent: true, mapRow);
        for (var i = 0; i < count; i++)
        {
            leaf = start;
            values.Add(FillOnce(node, row, ref leaf, definition + own, i == 0 ? repetition : depth, depth, isAbsent: false,
                node.Name == "key_value" ? i : mapRow));
        }
        return isAbsent ? null : node.Repetition == Repetition.Repeated ? values : values.SingleOrDefault();
    }

    private object? FillOnce(
        SchemaNode node, List<Entry>[] row, ref int leaf, int definition, int repetition, int depth, bool isAbsent, int? mapRow)
    {
        if (node.IsGroup)
        {
            var fields = new Dictionary<string, object?>();
            foreach (var child in node.Children)
                fields[child.Name] = Fill(child, row, ref leaf, definition, repetition, depth, isAbsent, mapRow);
            return isAbsent ? null : fields;
        }
        // The keys of a map are distinct.
        var value = isAbsent ? null : node.Name == "key" && mapRow is { } i ? RandomValues.Key(node, i) : _values.Next(node, leaf);
        row[leaf++].Add(new Entry(value, definition, repetition));
        return value;
    }
}
