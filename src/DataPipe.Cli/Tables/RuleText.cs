using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Cli.Tables;

/// <summary>Signals and limits as a person reads them.</summary>
internal static class RuleText
{
    /// <summary>A value of a column.</summary>
    public static string Value(NoteColumn column, double value) => column.Type switch
    {
        _ when double.IsNaN(value) => "-",
        NoteType.Boolean => value != 0 ? "yes" : "no",
        NoteType.Integer => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    /// <summary>What a rule asks for.</summary>
    public static string Limit(Rule rule) => rule.Limit is not { } limit ? "off"
        : rule.Signal.Type == NoteType.Boolean ? "no"
        : $"{(rule.Bound == RuleBound.AtLeast ? "≥" : "≤")} {limit.ToString("#,0.######", CultureInfo.InvariantCulture)}{(rule.Spared is { } spared ? $", or {spared.ToString(CultureInfo.InvariantCulture)}" : "")}";
}
