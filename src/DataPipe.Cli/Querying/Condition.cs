using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataPipe.Core.Faults;

namespace DataPipe.Cli.Querying;

/// <summary>A condition on records as <c>--where</c> takes it: comparisons of columns joined by <c>and</c>, such as <c>tokens &gt; 200 and language = en</c>.</summary>
internal sealed partial class Condition
{
    private readonly IReadOnlyList<Comparison> _comparisons;

    private Condition(IReadOnlyList<Comparison> comparisons) => _comparisons = comparisons;

    /// <summary>Parses a condition.</summary>
    /// <exception cref="FaultException">It is not one.</exception>
    public static Condition Parse(string text)
    {
        List<Comparison> comparisons = [];
        foreach (var part in And().Split(text))
        {
            var match = Pattern().Match(part);
            if (!match.Success)
                throw new FaultException("DP0004", $"'{part.Trim()}' is not a comparison: write COLUMN OP VALUE with = != < <= > >= or ~ (contains), such as tokens > 200 and language = en", null);
            comparisons.Add(new Comparison(match.Groups["column"].Value, match.Groups["op"].Value, match.Groups["value"].Value.Trim().Trim('\'', '"')));
        }

        return new Condition(comparisons);
    }

    /// <summary>Whether a record meets it; a column that the record lacks meets only <c>!=</c>.</summary>
    public bool Holds(JsonElement record) => _comparisons.All(c => c.Holds(record));

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^\s*(?<column>[A-Za-z_][A-Za-z0-9_.]*)\s*(?<op>!=|<=|>=|=|<|>|~)\s*(?<value>.*?)\s*$")]
    private static partial Regex Pattern();

    private sealed record Comparison(string Column, string Op, string Value)
    {
        public bool Holds(JsonElement record)
        {
            var element = record;
            foreach (var name in Column.Split('.'))
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return Op == "!=";
            var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            if (Op == "~") return text.Contains(Value, StringComparison.OrdinalIgnoreCase);
            var order = element.ValueKind == JsonValueKind.Number && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? element.GetDouble().CompareTo(number)
                : string.CompareOrdinal(text, Value);
            return Op switch { "=" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        }
    }
}
