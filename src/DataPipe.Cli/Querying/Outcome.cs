namespace DataPipe.Cli.Querying;

/// <summary>What became of a record: kept, dropped by a step for a reason, or not known because a step was never reached.</summary>
/// <param name="Step">The step; empty when it is kept.</param>
/// <param name="Reason">Why; empty when it is kept or not known.</param>
internal readonly record struct Outcome(string Step, string Reason)
{
    private const string Unknown = "not measured";

    /// <summary>Kept.</summary>
    public static Outcome Keep => new("", "");

    /// <summary>Whether it is kept.</summary>
    public bool IsKeep => Step.Length == 0;

    /// <summary>Whether it is dropped.</summary>
    public bool IsDrop => !IsKeep && !IsUndecided;

    /// <summary>Whether nothing is known of the step it would go on to.</summary>
    public bool IsUndecided => Reason == Unknown;

    /// <summary>Dropped.</summary>
    public static Outcome Drop(string step, string reason) => new(step, reason);

    /// <summary>It would go on to a step that it did not reach.</summary>
    public static Outcome Undecided(string step) => new(step, Unknown);
}
