using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>One rule of a step that decides by numbers: a signal of the record, and the limit that an option sets. Of a step's rules the first that fails gives the reason.</summary>
/// <param name="Reason">Why a record that fails it is dropped.</param>
/// <param name="Signal">What is looked at: the column that holds it where the step writes its signals.</param>
/// <param name="Option">Name of the option that sets the limit, kebab-case.</param>
/// <param name="Bound">On which side of the limit a record is kept.</param>
/// <param name="Limit">The limit; null switches the rule off.</param>
public sealed record Rule(DropReason Reason, NoteColumn Signal, string Option, RuleBound Bound, double? Limit)
{
    /// <summary>A value that is kept whatever the limit, or null.</summary>
    public double? Spared { get; init; }

    /// <summary>Whether a record with this value of the signal is dropped. A value that is no number passes.</summary>
    public bool Fails(double value) => (Bound == RuleBound.AtLeast ? value < Limit : value > Limit) && value != Spared;
}
