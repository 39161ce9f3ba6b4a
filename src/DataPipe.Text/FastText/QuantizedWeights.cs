namespace DataPipe.Text.FastText;

/// <summary>Weights as codes of a product quantiser, with the length of each row quantised apart where the model has it so. Source: Joulin et al. 2016, arXiv:1612.03651.</summary>
internal sealed class QuantizedWeights : IWeights
{
    private readonly byte[] _codes;
    private readonly ProductQuantizer _quantizer;
    private readonly byte[]? _normCodes;
    private readonly ProductQuantizer? _norms;

    private QuantizedWeights(long rows, int columns, byte[] codes, ProductQuantizer quantizer, byte[]? normCodes, ProductQuantizer? norms) =>
        (Rows, Columns, _codes, _quantizer, _normCodes, _norms) = (rows, columns, codes, quantizer, normCodes, norms);

    public long Rows { get; }

    public int Columns { get; }

    /// <summary>Reads a matrix of <paramref name="columns"/> columns.</summary>
    internal static QuantizedWeights Read(FileReader file, int columns, string what)
    {
        var hasNorms = file.Flag("the mark of quantised lengths");
        var rows = file.Int64();
        var width = file.Int64();
        if (width != columns) throw file.Wrong($"{what} has vectors of {width} numbers, the model of {columns}");
        if (rows is < 0 or > int.MaxValue) throw file.Wrong($"{what} announces {rows} rows");
        var codes = file.Bytes(what, file.Int32());
        var quantizer = ProductQuantizer.Read(file, columns);
        if (codes.LongLength != rows * quantizer.Parts) throw file.Wrong($"{what} has {codes.Length} codes for {rows} rows of {quantizer.Parts} parts");
        if (!hasNorms) return new(rows, columns, codes, quantizer, null, null);
        var normCodes = file.Bytes("the lengths of rows", rows);
        return new(rows, columns, codes, quantizer, normCodes, ProductQuantizer.Read(file, 1));
    }

    public void AddRow(int row, Span<float> sums) => _quantizer.Add(_codes.AsSpan(row * _quantizer.Parts, _quantizer.Parts), sums, LengthOf(row));

    public float Dot(int row, ReadOnlySpan<float> vector) => _quantizer.Dot(_codes.AsSpan(row * _quantizer.Parts, _quantizer.Parts), vector) * LengthOf(row);

    private float LengthOf(int row) => _norms is null ? 1 : _norms.First(_normCodes![row]);
}
