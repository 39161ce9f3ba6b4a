using System.Globalization;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Simulated;

/// <summary>Finds the sum that a question asks for ("What is 3 * (4 + 5)?", "15 % of 240") and works it out.</summary>
internal static partial class Arithmetic
{
    /// <summary>The result; null when the question has no such sum.</summary>
    public static decimal? ResultOf(string question)
    {
        if (PercentOf().Matches(question) is { Count: > 0 } shares)
            return decimal.Parse(shares[^1].Groups[1].Value, CultureInfo.InvariantCulture) * decimal.Parse(shares[^1].Groups[2].Value, CultureInfo.InvariantCulture) / 100;
        if (Question().Matches(question) is not { Count: > 0 } questions) return null;
        var at = 0;
        try
        {
            var text = questions[^1].Groups[1].Value;
            var result = Sum(text, ref at);
            return at == text.Length ? result : null;
        }
        catch (Exception none) when (none is DivideByZeroException or OverflowException)
        {
            return null;
        }
    }

    private static decimal? Sum(string text, ref int at)
    {
        var sum = Product(text, ref at);
        while (sum is not null && at < text.Length && text[at] is '+' or '-')
        {
            var minus = text[at++] == '-';
            sum += minus ? -Product(text, ref at) : Product(text, ref at);
        }

        return sum;
    }

    private static decimal? Product(string text, ref int at)
    {
        var product = Atom(text, ref at);
        while (product is not null && at < text.Length && text[at] is '*' or '/')
        {
            var divides = text[at++] == '/';
            var next = Atom(text, ref at);
            product = divides ? product / next : product * next;
        }

        return product;
    }

    private static decimal? Atom(string text, ref int at)
    {
        Blanks(text, ref at);
        decimal? value;
        if (at < text.Length && text[at] == '(')
        {
            at++;
            value = Sum(text, ref at);
            if (at >= text.Length || text[at++] != ')') return null;
        }
        else
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            value = decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        Blanks(text, ref at);
        return value;
    }

    private static void Blanks(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    [GeneratedRegex(@"What is ([0-9(][0-9 .+*/()-]{0,200})\?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"(\d{1,6}) ?% of (\d{1,9})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PercentOf();
}
