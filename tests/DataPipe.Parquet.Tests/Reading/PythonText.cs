using System.Globalization;
using System.Text;
using DataPipe.Parquet.Values;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>Values as Python prints what pyarrow makes of them.</summary>
internal static class PythonText
{
    public static string OfRow(IReadOnlyList<string> names, ParquetValue[] row) =>
        "[{" + string.Join(", ", names.Select((name, i) => $"{Quote(name)}: {Of(row[i])}")) + "}]";

    public static string Of(ParquetValue value) => value.Kind switch
    {
        ValueKind.Null => "None",
        ValueKind.Boolean => value.Boolean ? "True" : "False",
        ValueKind.Integer or ValueKind.UnsignedInteger => value.ToString(),
        ValueKind.Real => Real(value.Real),
        ValueKind.Decimal => $"Decimal('{value}')",
        ValueKind.Text => Quote(value.Text),
        ValueKind.Bytes => Bytes(value.Bytes.Span),
        ValueKind.Timestamp => Timestamp(value),
        ValueKind.List => "[" + string.Join(", ", value.Elements.Select(Of)) + "]",
        ValueKind.Map => "[" + string.Join(", ", value.Entries.Select(entry => $"({Of(entry.Key)}, {Of(entry.Value)})")) + "]",
        ValueKind.Struct => "{" + string.Join(", ", value.Fields.Select(field => $"{Quote(field.Key)}: {Of(field.Value)}")) + "}",
        _ => throw new InvalidOperationException($"no file of the suite starts with a {value.Kind}"),
    };

    private static string Timestamp(ParquetValue value)
    {
        var text = value.ToString().Trim('"').Replace('T', ' ');
        if (value.Unit != TimeUnit.Nanoseconds)
            throw new InvalidOperationException("no file of the suite starts with such a time stamp");
        // pandas leaves out nanoseconds that are zero.
        if (text.Contains('.', StringComparison.Ordinal) && text.EndsWith("000", StringComparison.Ordinal))
            text = text[..^3];
        return $"Timestamp('{text}')";
    }

    private static string Real(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = value == 0 ? 0 : int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        var digits = new string(shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit).ToArray()).TrimStart('0');
        var sign = double.IsNegative(value) ? "-" : "";
        digits = digits.TrimEnd('0').PadRight(1, '0');
        if (exponent is < -4 or >= 16)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        digits = digits.PadRight(exponent + 2, '0');
        return $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var c in text)
            quoted.Append(c switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when c == quote => "\\" + c,
                < ' ' or '\x7F' => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        return quoted.Append(quote).ToString();
    }

    private static string Bytes(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var next in bytes)
            text.Append((char)next switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                var c when c == quote => "\\" + c,
                < ' ' or >= '\x7F' => $"\\x{next:x2}",
                var c => c.ToString(),
            });
        return text.Append(quote).ToString();
    }
}
