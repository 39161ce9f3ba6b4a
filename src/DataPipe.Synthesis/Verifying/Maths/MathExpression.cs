using System.Numerics;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>
/// Evaluates expressions as answers have them, after <see cref="LatexText"/>: numbers, + - * / ^, brackets, mixed numbers, <c>sqrt</c>, <c>pi</c>, <c>e</c>, and percent signs. Names of unknowns are no values.
/// </summary>
internal ref struct MathExpression
{
    private const int MaxDepth = 64;
    private const int MaxPower = 256;
    private const int MaxBits = 1 << 14;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;

    private MathExpression(ReadOnlySpan<char> text)
    {
        _text = text;
    }

    /// <summary>The value; null when the text is no such expression.</summary>
    public static MathValue? Evaluate(ReadOnlySpan<char> text)
    {
        if (text.Length > 1000) return null;
        var expression = new MathExpression(text);
        try
        {
            var value = expression.Sum();
            expression.Blanks();
            return value is { } whole && expression._at == text.Length ? whole : null;
        }
        catch (Exception none) when (none is DivideByZeroException or OverflowException)
        {
            return null;
        }
    }

    private MathValue? Sum()
    {
        if (++_depth > MaxDepth) return null;
        var left = Product();
        while (left is { } sum)
        {
            Blanks();
            if (Take('+')) left = Product() is { } more ? Add(sum, more) : null;
            else if (Take('-')) left = Product() is { } less ? Add(sum, Negated(less)) : null;
            else break;
        }

        _depth--;
        return left;
    }

    private MathValue? Product()
    {
        var left = Signed();
        while (left is { } product)
        {
            Blanks();
            if (Take('*')) left = Signed() is { } factor ? Multiply(product, factor) : null;
            else if (Take('/')) left = Signed() is { } divisor ? Divide(product, divisor) : null;
            else if (_at < _text.Length && (_text[_at] == '(' || char.IsAsciiLetter(_text[_at]))) left = Power() is { } beside ? Multiply(product, beside) : null;
            else break;
        }

        return left;
    }

    private MathValue? Signed()
    {
        Blanks();
        if (Take('-')) return ++_depth <= MaxDepth && Signed() is { } value ? Negated(value) : null;
        return Take('+') ? ++_depth <= MaxDepth ? Signed() : null : Power();
    }

    private MathValue? Power()
    {
        var root = Atom();
        Blanks();
        if (root is not { } value || !Take('^')) return root;
        if (Signed() is not { } exponent) return null;
        if (value.Exact is { } exact && exponent.Exact is { Denominator.IsOne: true } whole && BigInteger.Abs(whole.Numerator) <= MaxPower
            && (exact.Numerator.GetBitLength() + exact.Denominator.GetBitLength()) * (long)BigInteger.Abs(whole.Numerator) <= MaxBits)
        {
            var power = (int)whole.Numerator;
            return power >= 0
                ? MathValue.Of(new Rational(BigInteger.Pow(exact.Numerator, power), BigInteger.Pow(exact.Denominator, power)))
                : MathValue.Of(new Rational(BigInteger.Pow(exact.Denominator, -power), BigInteger.Pow(exact.Numerator, -power)));
        }

        return MathValue.Of(Math.Pow(value.Number, exponent.Number));
    }

    private MathValue? Atom()
    {
        Blanks();
        if (_at >= _text.Length) return null;
        if (Take('('))
        {
            var inner = Sum();
            Blanks();
            return Take(')') ? Percent(inner) : null;
        }

        if (char.IsAsciiLetter(_text[_at])) return Named();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        if (Rational.Parse(_text[start.._at]) is not { } number) return null;
        return Percent(MathValue.Of(Mixed(number)));
    }

    // "2 3/4" is two and three quarters.
    private Rational Mixed(Rational whole)
    {
        var back = _at;
        if (whole.Denominator.IsOne && Take(' '))
        {
            Blanks();
            var start = _at;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
            var slash = _at;
            if (slash > start && Take('/'))
            {
                var bottom = _at;
                while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
                if (_at > bottom && Rational.Parse(_text[start..slash]) is { } top && Rational.Parse(_text[bottom.._at]) is { } below) return whole + (top / below);
            }
        }

        _at = back;
        return whole;
    }

    private MathValue? Named()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at])) _at++;
        switch (_text[start.._at])
        {
            case "pi": return MathValue.Of(Math.PI);
            case "e": return MathValue.Of(Math.E);
            case "sqrt":
                if (Atom() is not { } inner) return null;
                return inner.Exact is { } exact && Root(exact) is { } root ? MathValue.Of(root) : inner.Number < 0 ? null : MathValue.Of(Math.Sqrt(inner.Number));
            default: return null;
        }
    }

    private static Rational? Root(Rational square)
    {
        return Whole(square.Numerator) is { } top && Whole(square.Denominator) is { } bottom ? new Rational(top, bottom) : null;

        static BigInteger? Whole(BigInteger of)
        {
            if (of.Sign < 0 || of.GetBitLength() > 100) return null;
            var guess = new BigInteger(Math.Sqrt((double)of));
            for (var candidate = BigInteger.Max(0, guess - 2); candidate <= guess + 2; candidate++)
                if (candidate * candidate == of)
                    return candidate;
            return null;
        }
    }

    private MathValue? Percent(MathValue? value)
    {
        if (value is not { } number || !Take('%')) return value;
        return Divide(number, MathValue.Of(new Rational(100, 1)));
    }

    private bool Take(char wanted)
    {
        if (_at >= _text.Length || _text[_at] != wanted) return false;
        _at++;
        return true;
    }

    private void Blanks()
    {
        while (_at < _text.Length && _text[_at] == ' ') _at++;
    }

    private static MathValue Negated(MathValue value) => value.Exact is { } exact ? MathValue.Of(-exact) : MathValue.Of(-value.Number);

    private static MathValue Add(MathValue a, MathValue b) => a.Exact is { } x && b.Exact is { } y ? MathValue.Of(x + y) : MathValue.Of(a.Number + b.Number);

    private static MathValue Multiply(MathValue a, MathValue b) => a.Exact is { } x && b.Exact is { } y ? MathValue.Of(x * y) : MathValue.Of(a.Number * b.Number);

    private static MathValue Divide(MathValue a, MathValue b) => a.Exact is { } x && b.Exact is { } y ? MathValue.Of(x / y) : MathValue.Of(a.Number / b.Number);
}
