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

    /// <summary>Parses a condition for records with given columns.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="columns">Type of each column, by its name with dots.</param>
    /// <exception cref="FaultException">It is not one, or names what the records do not have.</exception>
    public static Condition Parse(string text, IReadOnlyDictionary<string, ColumnType> columns) =>
        new([.. And().Split(text).Select(part => Comparison(part, columns))]);

    /// <summary>Whether a record meets it; a column without a value in the record meets only <c>!=</c>.</summary>
    public bool Holds(JsonElement record)
    {
        foreach (var comparison in _comparisons)
            if (!comparison.Holds(record))
                return false;
        return true;
    }

    private static Comparison Comparison(string part, IReadOnlyDictionary<string, ColumnType> columns)
    {
        var match = Pattern().Match(part);
        if (!match.Success || Or().IsMatch(match.Groups["value"].Value))
            throw Fault($"'{part.Trim()}' is not a comparison: write COLUMN OP VALUE with = != < <= > >= or ~ (contains), joined by 'and', such as tokens > 200 and language = en");
        var (column, op, value) = (match.Groups["column"].Value, match.Groups["op"].Value, match.Groups["value"].Value.Trim().Trim('\'', '"'));
        if (!columns.TryGetValue(column, out var type))
            throw Fault($"there is no column '{column}'{NearestName.Hint(column, columns.Keys)}; there are {string.Join(", ", columns.Keys.Order(StringComparer.Ordinal))}");
        double? number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        if (type == ColumnType.Number && op != "~" && number is null) throw Fault($"column '{column}' holds numbers, which '{value}' is not");
        if (type == ColumnType.Boolean && value is not ("true" or "false")) throw Fault($"column '{column}' holds true or false, which '{value}' is not");
        return new Comparison(column.Split('.'), op, value, number);
    }

    private static FaultException Fault(string message) => new("DP0004", message, null);

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\s+or\s+\w+(\.\w+)*\s*(=|!=|<|>|~)", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex(@"^\s*(?<column>[A-Za-z_][A-Za-z0-9_.]*)\s*(?<op>!=|<=|>=|=|<|>|~)(?![=<>~!])\s*(?<value>.*?)\s*$")]
    private static partial Regex Pattern();
}
