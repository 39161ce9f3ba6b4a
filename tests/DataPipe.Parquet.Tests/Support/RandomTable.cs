using System.Text;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Support;

/// <summary>A table of random nested columns and rows, a pure function of its seed.</summary>
internal sealed class RandomTable
{
    private static readonly string[] Words = ["", "a", "the", "wörter", "数据", "🙂", "a longer run of words that repeats"];

    private readonly Random _random;
    private readonly Dictionary<int, int> _variety = [];
    private int _names;

    public RandomTable(int seed, int rowCount)
    {
        _random = new Random(seed);
        var columns = new SchemaNode[_random.Next(1, 6)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = NewNode(0);
        Schema = new ParquetSchema(columns);
        for (var row = 0; row < rowCount; row++)
            Rows.Add(NewRow());
    }

    public ParquetSchema Schema { get; }

    /// <summary>For each row, for each leaf, its entries.</summary>
    public List<List<Entry>[]> Rows { get; } = [];

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

    private SchemaNode NewNode(int depth)
    {
        var name = $"c{_names++}";
        var optional = _random.Next(2) == 0;
        switch (depth < 4 ? _random.Next(14) : _random.Next(10))
        {
            case 0: return SchemaNode.Boolean(name, optional);
            case 1: return SchemaNode.Int32(name, optional);
            case 2: return SchemaNode.Int64(name, optional);
            case 3: return SchemaNode.Float(name, optional);
            case 4: return SchemaNode.Double(name, optional);
            case 5: return SchemaNode.Json(name, optional);
            case 6: return SchemaNode.Date(name, optional);
            case 7: return SchemaNode.TimestampMicros(name, optional);
            case 8: return SchemaNode.Binary(name, optional);
            case 9: return SchemaNode.String(name, optional);
            case 10: return SchemaNode.Int64(name) with { Repetition = Repetition.Repeated };
            case 11: return SchemaNode.List(name, optional, NewNode(depth + 1) is var element && element.Repetition == Repetition.Repeated
                ? element with { Repetition = Repetition.Required } : element);
            default:
                var children = new SchemaNode[_random.Next(1, 4)];
                for (var i = 0; i < children.Length; i++)
                    children[i] = NewNode(depth + 1);
                return SchemaNode.Struct(name, optional, children);
        }
    }

    private List<Entry>[] NewRow()
    {
        var row = new List<Entry>[Schema.Leaves.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = [];
        var leaf = 0;
        foreach (var column in Schema.Columns)
            Fill(column, row, ref leaf, 0, 0, 0, isAbsent: false);
        return row;
    }

    private void Fill(SchemaNode node, List<Entry>[] row, ref int leaf, int definition, int repetition, int depth, bool isAbsent)
    {
        var count = isAbsent ? 0 : node.Repetition switch
        {
            Repetition.Required => 1,
            Repetition.Optional => _random.Next(4) == 0 ? 0 : 1,
            _ => _random.Next(4),
        };
        var own = node.Repetition == Repetition.Required ? 0 : 1;
        depth += node.Repetition == Repetition.Repeated ? 1 : 0;
        var start = leaf;
        if (count == 0)
            FillOnce(node, row, ref leaf, definition, repetition, depth, isAbsent: true);
        for (var i = 0; i < count; i++)
        {
            leaf = start;
            FillOnce(node, row, ref leaf, definition + own, i == 0 ? repetition : depth, depth, isAbsent: false);
        }
    }

    private void FillOnce(SchemaNode node, List<Entry>[] row, ref int leaf, int definition, int repetition, int depth, bool isAbsent)
    {
        if (node.IsGroup)
        {
            foreach (var child in node.Children)
                Fill(child, row, ref leaf, definition, repetition, depth, isAbsent);
            return;
        }
        row[leaf].Add(new Entry(isAbsent ? null : NewValue(node, leaf), definition, repetition));
        leaf++;
    }

    private object NewValue(SchemaNode node, int leaf)
    {
        // Columns of few distinct values are kept in dictionaries, of many are not.
        if (!_variety.TryGetValue(leaf, out var variety))
            _variety[leaf] = variety = _random.Next(3);
        return node.Physical switch
        {
            PhysicalType.Boolean => _random.Next(2) == 0,
            PhysicalType.Int32 => variety == 0 ? _random.Next(3) : (int)_random.NextInt64(),
            PhysicalType.Int64 => variety == 0 ? _random.Next(3) : _random.NextInt64(long.MinValue, long.MaxValue),
            PhysicalType.Float => variety == 0 ? (uint)_random.Next(3) << 30 : (uint)_random.NextInt64(),
            PhysicalType.Double => variety == 0 ? (ulong)_random.Next(3) << 62 : (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
            _ => Convert.ToHexString(NewBytes(node, variety)),
        };
    }

    private byte[] NewBytes(SchemaNode node, int variety)
    {
        if (variety > 0 && node.Logical == LogicalType.None)
        {
            var bytes = new byte[_random.Next(100)];
            _random.NextBytes(bytes);
            return bytes;
        }
        var text = new StringBuilder(Words[_random.Next(Words.Length)]);
        for (var words = variety == 0 ? 0 : _random.Next(60); words > 0; words--)
            text.Append(Words[_random.Next(Words.Length)]).Append(_random.Next(100));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
