using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Support;

/// <summary>One value of a leaf with its levels; bytes as hexadecimal text and reals as bits, so that equality is exact.</summary>
internal sealed record Entry(object? Value, int Definition, int Repetition)
{
    public void AppendTo(ColumnBuffer column)
    {
        switch (Value)
        {
            case null: column.AppendNull(Definition, Repetition); break;
            case bool value: column.Append(value, Definition, Repetition); break;
            case int value when column.Leaf.Node.Logical == LogicalType.UInt32: column.Append((uint)value, Definition, Repetition); break;
            case long value when column.Leaf.Node.Logical == LogicalType.UInt64: column.Append((ulong)value, Definition, Repetition); break;
            case int value: column.Append(value, Definition, Repetition); break;
            case long value: column.Append(value, Definition, Repetition); break;
            case uint bits: column.Append(BitConverter.UInt32BitsToSingle(bits), Definition, Repetition); break;
            case ulong bits: column.Append(BitConverter.UInt64BitsToDouble(bits), Definition, Repetition); break;
            case string hex: column.Append(Convert.FromHexString(hex), Definition, Repetition); break;
            default: throw new InvalidOperationException($"no column holds {Value.GetType()}");
        }
    }

    public static IEnumerable<Entry> Of(ColumnChunkValues chunk)
    {
        var present = 0;
        for (var i = 0; i < chunk.Count; i++)
        {
            var definition = chunk.Definitions.IsEmpty ? 0 : chunk.Definitions[i];
            var repetition = chunk.Repetitions.IsEmpty ? 0 : chunk.Repetitions[i];
            yield return definition < chunk.Leaf.MaxDefinition
                ? new Entry(null, definition, repetition)
                : new Entry(ValueOf(chunk, present++), definition, repetition);
        }
        Assert.Equal(chunk.ValueCount, present);
    }

    private static object ValueOf(ColumnChunkValues chunk, int i) => chunk.Leaf.Physical switch
    {
        PhysicalType.Boolean => chunk.Boolean(i),
        PhysicalType.Int32 => chunk.Int32(i),
        PhysicalType.Int64 => chunk.Int64(i),
        PhysicalType.Float => BitConverter.SingleToUInt32Bits(chunk.Float(i)),
        PhysicalType.Double => BitConverter.DoubleToUInt64Bits(chunk.Double(i)),
        _ => Convert.ToHexString(chunk.Bytes(i)),
    };
}
