using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>How the columns are named that steps write their signals and verdicts into: the step's name in snake_case, then the signal's.</summary>
public static class SignalColumns
{
    /// <summary>The value of a verdict column of a record that the step keeps.</summary>
    public const string Keep = "keep";

    /// <summary>The column of a step's signal.</summary>
    public static NoteColumn Of(string step, string signal, NoteType type, string summary) => new($"{step.Replace('-', '_')}_{signal}", type, summary);

    /// <summary>The column of a step's verdict, where it marks instead of dropping.</summary>
    public static NoteColumn Verdict(string step) => new($"{step.Replace('-', '_')}_verdict", NoteType.Text, $"What {step} says: keep, or the reason it would drop the document for.");

    /// <summary>A number in the type of its column.</summary>
    public static NoteValue Value(NoteColumn column, double value) => column.Type switch
    {
        NoteType.Integer => NoteValue.Of((long)value),
        NoteType.Boolean => NoteValue.Of(value != 0),
        _ => NoteValue.Of(value),
    };

    /// <summary>A signal as a number; NaN when it is absent.</summary>
    public static double Number(NoteColumn column, NoteValue value) => !value.HasValue ? double.NaN : column.Type switch
    {
        NoteType.Integer => value.Integer,
        NoteType.Boolean => value.Boolean ? 1 : 0,
        _ => value.Number,
    };
}
