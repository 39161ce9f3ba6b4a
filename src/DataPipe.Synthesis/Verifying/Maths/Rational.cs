using System.Globalization;
using System.Numerics;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>An exact fraction in lowest terms; the denominator is positive.</summary>
internal readonly record struct Rational
{
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Rational operator +(Rational a, Rational b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public double ToDouble() => (double)Numerator / (double)Denominator is var quotient && double.IsFinite(quotient) ? quotient : Math.Exp(BigInteger.Log(BigInteger.Abs(Numerator)) - BigInteger.Log(Denominator)) * Numerator.Sign;

    /// <summary>Reads digits with at most one point; null for anything else, or for more digits than anyone writes.</summary>
    public static Rational? Parse(ReadOnlySpan<char> digits)
    {
        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        if (digits.Length is 0 or > 400 || (point >= 0 && digits.Length == 1)) return null;
        Span<char> whole = stackalloc char[digits.Length];
        var length = 0;
        foreach (var c in digits)
            if (char.IsAsciiDigit(c)) whole[length++] = c;
            else if (c != '.' || length < point) return null;
        if (length != digits.Length - (point < 0 ? 0 : 1)) return null;
        return new Rational(BigInteger.Parse(whole[..length], NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
    }
}
