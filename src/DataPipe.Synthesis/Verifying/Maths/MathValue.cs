namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>The value of an expression: exact while it is a fraction, else a floating point number.</summary>
/// <param name="Exact">The fraction; null when a root or a constant took part.</param>
/// <param name="Number">The value as a number.</param>
internal readonly record struct MathValue(Rational? Exact, double Number)
{
    // Of numbers that are not exact: more than rounding in double precision, less than anyone writes.
    private const double Tolerance = 1e-9;

    public static MathValue Of(Rational exact) => new(exact, exact.ToDouble());

    public static MathValue Of(double number) => new(null, number);

    public bool Equals(MathValue other)
    {
        if (Exact is { } a && other.Exact is { } b) return a == b;
        var scale = Math.Max(1, Math.Max(Math.Abs(Number), Math.Abs(other.Number)));
        return double.IsFinite(Number) && double.IsFinite(other.Number) ? Math.Abs(Number - other.Number) <= Tolerance * scale : Number.Equals(other.Number);
    }

    // Values that are equal within a tolerance have no hash that tells them apart.
    public override int GetHashCode() => 0;
}
