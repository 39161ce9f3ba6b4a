using System.Runtime.InteropServices;

namespace DataPipe.Text.FastText;

/// <summary>Weights as numbers, in slabs of rows, for one array of a large model would be too long.</summary>
internal sealed class PlainWeights : IWeights
{
    private const int SlabFloats = 1 << 28;
    private readonly float[][] _slabs;
    private readonly int _slabRows;

    /// <summary>Takes weights that fit into one array, [rows x columns].</summary>
    internal PlainWeights(float[] weights, int columns) => (_slabs, _slabRows, Rows, Columns) = ([weights], weights.Length / columns, weights.Length / columns, columns);

    private PlainWeights(float[][] slabs, int slabRows, long rows, int columns) => (_slabs, _slabRows, Rows, Columns) = (slabs, slabRows, rows, columns);

    public long Rows { get; }

    public int Columns { get; }

    /// <summary>Reads a matrix of <paramref name="columns"/> columns.</summary>
    internal static PlainWeights Read(FileReader file, int columns, string what)
    {
        var rows = file.Int64();
        var width = file.Int64();
        if (width != columns) throw file.Wrong($"{what} has vectors of {width} numbers, the model of {columns}");
        if (rows is < 0 or > int.MaxValue) throw file.Wrong($"{what} announces {rows} rows");
        file.Check(what, rows, columns * sizeof(float));
        var slabRows = Math.Max(1, SlabFloats / columns);
        var slabs = new float[(int)((rows + slabRows - 1) / slabRows)][];
        for (var i = 0; i < slabs.Length; i++) slabs[i] = file.Floats(what, Math.Min(slabRows, rows - (long)i * slabRows) * columns);
        return new(slabs, slabRows, rows, columns);
    }

    /// <summary>Writes rows, columns and all weights.</summary>
    internal void Write(BinaryWriter file)
    {
        file.Write(Rows);
        file.Write((long)Columns);
        foreach (var slab in _slabs) file.Write(MemoryMarshal.AsBytes(slab.AsSpan()));
    }

    public void AddRow(int row, Span<float> sums) => FloatLanes.Add(sums, Row(row));

    public float Dot(int row, ReadOnlySpan<float> vector) => FloatLanes.Dot(Row(row), vector);

    private ReadOnlySpan<float> Row(int row)
    {
        var slab = row / _slabRows;
        return _slabs[slab].AsSpan((row - slab * _slabRows) * Columns, Columns);
    }
}
