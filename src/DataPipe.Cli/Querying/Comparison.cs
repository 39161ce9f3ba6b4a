using System.Text.Json;

namespace DataPipe.Cli.Querying;

/// <summary>One comparison of a <see cref="Condition"/>.</summary>
/// <param name="Path">Names that lead to the column.</param>
/// <param name="Op">Operator.</param>
/// <param name="Value">What it is compared with.</param>
/// <param name="Number">The same as a number, when it is one.</param>
internal sealed record Comparison(IReadOnlyList<string> Path, string Op, string Value, double? Number)
{
    public bool Holds(JsonElement record)
    {
        var element = record;
        foreach (var name in Path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return Op == "!=";
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        if (Op == "~") return text.Contains(Value, StringComparison.OrdinalIgnoreCase);
        var order = element.ValueKind == JsonValueKind.Number && Number is { } number ? element.GetDouble().CompareTo(number) : string.CompareOrdinal(text, Value);
        return Op switch { "=" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }
}
