using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Maths;

/// <summary>
/// Whether two answers say the same: numbers in any writing (1,234.50; 3/4; \frac{3}{4}; 0.75; 75%; 2 3/4; 3 \cdot 10^8; 2\sqrt{3}), with units converted, sets in any order, tuples, intervals, and else texts
/// without regard to case, white space and marks. Exact where both are fractions, else within a billionth.
/// </summary>
public static partial class MathEquality
{
    private const int MaxDepth = 8;

    // Longer texts are no formulas.
    private const int MaxChars = 2000;

    /// <summary>Whether a given answer equals the expected one. One that leaves out a unit that the expected one has is equal; a wrong unit is not.</summary>
    public static bool AreEqual(string expected, string given) =>
        expected.Length <= MaxChars && given.Length <= MaxChars ? AreEqual(Prepared(expected), Prepared(given), 0) : expected.Trim().Equals(given.Trim(), StringComparison.Ordinal);

    private static string Prepared(string text) => Assignment().Replace(LatexText.Plain(text), "").Trim().TrimEnd('.').Trim();

    private static bool AreEqual(string expected, string given, int depth)
    {
        if (expected.Length == 0 || given.Length == 0 || depth > MaxDepth) return false;
        if (Parts(expected, '∪') is { Count: > 1 } unions) return Parts(given, '∪') is var others && SameInAnyOrder(unions, others, depth);
        var (open, close) = (expected[0], expected[^1]);
        if (IsBracket(open, close) || IsBracket(given[0], given[^1]))
        {
            if (!IsBracket(given[0], given[^1]) || !IsBracket(open, close))
            {
                // "(3/4)" is no list of one, but a number in brackets.
                return Evaluated(expected, given) ?? false;
            }

            var (wanted, found) = (Parts(expected[1..^1], ','), Parts(given[1..^1], ','));
            if (open == '{') return given[0] == '{' && SameInAnyOrder(wanted, found, depth);
            if (wanted.Count > 1 || found.Count > 1)
                return open == given[0] && close == given[^1] && wanted.Count == found.Count && wanted.Zip(found).All(p => AreEqual(p.First, p.Second, depth + 1));
        }
        else if (Listed(expected) is { Count: > 1 } list)
        {
            return SameInAnyOrder(list, Listed(given), depth);
        }

        if (Evaluated(expected, given) is { } equal) return equal;
        return Normal(expected).Equals(Normal(given), StringComparison.OrdinalIgnoreCase);
    }

    // True or false where both are quantities; null where one is none.
    private static bool? Evaluated(string expected, string given)
    {
        if (MathExpression.Evaluate(expected) is { } plain && MathExpression.Evaluate(given) is { } other) return plain.Equals(other) || PercentLeftOut(expected, plain, other);
        var (wantedNumber, wantedUnit) = Units.Split(expected);
        var (foundNumber, foundUnit) = Units.Split(given);
        if (MathExpression.Evaluate(wantedNumber) is not { } wanted || MathExpression.Evaluate(foundNumber) is not { } found) return null;
        if (foundUnit.Length == 0 || wantedUnit.Length == 0) return wanted.Equals(found);
        var ((wantedKind, wantedFactor), (foundKind, foundFactor)) = (Units.Of(wantedUnit), Units.Of(foundUnit));
        if (wantedKind != foundKind) return false;
        return Scaled(wanted, wantedFactor).Equals(Scaled(found, foundFactor));
    }

    // "50" for an expected "50%".
    private static bool PercentLeftOut(string expected, MathValue wanted, MathValue found) =>
        expected.EndsWith('%') && Scaled(wanted, new Rational(100, 1)).Equals(found);

    private static MathValue Scaled(MathValue value, Rational factor) =>
        value.Exact is { } exact ? MathValue.Of(exact * factor) : MathValue.Of(value.Number * factor.ToDouble());

    private static bool SameInAnyOrder(IReadOnlyList<string> expected, IReadOnlyList<string> given, int depth)
    {
        if (expected.Count != given.Count || expected.Count > 64) return false;
        List<string> left = [.. given];
        foreach (var item in expected)
        {
            var at = left.FindIndex(other => AreEqual(item, other, depth + 1));
            if (at < 0) return false;
            left.RemoveAt(at);
        }

        return true;
    }

    private static bool IsBracket(char open, char close) => (open is '(' or '[' && close is ')' or ']') || (open == '{' && close == '}');

    private static List<string> Listed(string text) => Parts(text.Replace(" and ", ",", StringComparison.OrdinalIgnoreCase).Replace(" or ", ",", StringComparison.OrdinalIgnoreCase), ',');

    // What stands between separators outside of brackets.
    private static List<string> Parts(string text, char separator)
    {
        List<string> parts = [];
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length)
            {
                depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
                if (text[i] != separator || depth > 0) continue;
            }

            if (text[start..i].Trim() is { Length: > 0 } part) parts.Add(part);
            start = i + 1;
        }

        return parts;
    }

    private static string Normal(string text) => Marks().Replace(text, "");

    [GeneratedRegex(@"[\s""'.*_\\{}]+")]
    private static partial Regex Marks();

    // "x = 5" is 5, but "y = 2x" keeps its right side as text.
    [GeneratedRegex(@"^\s*[A-Za-z](?:\([A-Za-z]\))?\s*(?:=|∈|\\in\b)\s*")]
    private static partial Regex Assignment();
}
