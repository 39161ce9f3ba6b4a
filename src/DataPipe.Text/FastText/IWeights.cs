namespace DataPipe.Text.FastText;

/// <summary>A matrix of weights, [rows x columns].</summary>
internal interface IWeights
{
    long Rows { get; }

    int Columns { get; }

    /// <summary>Adds a row to <paramref name="sums"/>, [columns].</summary>
    void AddRow(int row, Span<float> sums);

    /// <summary>The product of a row with <paramref name="vector"/>, [columns].</summary>
    float Dot(int row, ReadOnlySpan<float> vector);
}
