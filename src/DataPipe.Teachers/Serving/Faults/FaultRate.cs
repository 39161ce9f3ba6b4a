using System.Globalization;

namespace DataPipe.Teachers.Serving.Faults;

/// <summary>How often a fault happens.</summary>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Fraction">Fraction of requests it happens to, 0..1.</param>
public sealed record FaultRate(Fault Fault, double Fraction)
{
    /// <summary>Reads <c>NAME=FRACTION</c>, where the name <c>all</c> gives every fault that fraction. Throws <see cref="FormatException"/> that says what is wrong.</summary>
    public static IReadOnlyList<FaultRate> Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        if (at < 0 || !double.TryParse(text.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) || fraction is < 0 or > 1)
            throw new FormatException($"'{text}' is no fault rate: write NAME=FRACTION with a fraction from 0 to 1, such as reset=0.01.");
        if (name == "all")
            return [.. FaultNames.All.Select(known => new FaultRate(known.Fault, fraction))];
        return FaultNames.Parse(name) is { } fault
            ? [new FaultRate(fault, fraction)]
            : throw new FormatException($"There is no fault '{name}': choose all or one of {string.Join(", ", FaultNames.All.Select(known => known.Name))}.");
    }
}
