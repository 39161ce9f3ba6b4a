using System.Globalization;

namespace DataPipe.Teachers.Pricing;

/// <summary>One line of the built-in list of prices.</summary>
/// <param name="Provider">Who serves the model.</param>
/// <param name="Host">The endpoint that the price holds at.</param>
/// <param name="Model">The model's name without a version's date.</param>
/// <param name="Price">What it costs.</param>
/// <param name="MaxOutputTokens">Its longest answer.</param>
/// <param name="AsOf">The day the source had the price.</param>
/// <param name="Source">Address of the source.</param>
public sealed record PriceLine(string Provider, string Host, string Model, ModelPrice Price, int MaxOutputTokens, DateOnly AsOf, string Source)
{
    private const int Fields = 13;

    internal static PriceLine Parse(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != Fields) throw new FormatException($"A line of the price list has {fields.Length} fields, not {Fields}: {line}");
        var price = new ModelPrice(fields[3], Amount(fields[4])!.Value, Amount(fields[7])!.Value)
        {
            CachedInput = Amount(fields[5]), CacheWriteInput = Amount(fields[6]), BatchInput = Amount(fields[8]), BatchOutput = Amount(fields[9]),
        };
        return new PriceLine(
            fields[0], fields[1], fields[2], price, int.Parse(fields[10], NumberStyles.None, CultureInfo.InvariantCulture),
            DateOnly.ParseExact(fields[11], "yyyy-MM-dd", CultureInfo.InvariantCulture), fields[12]);
    }

    private static decimal? Amount(string text) => text.Length == 0 ? null : decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
