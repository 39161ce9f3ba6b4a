namespace DataPipe.Core.Steps;

/// <summary>What a step says of a record: keep, or drop with a reason.</summary>
public readonly record struct Verdict
{
    private Verdict(DropReason reason)
    {
        Reason = reason;
        IsDrop = true;
    }

    /// <summary>Keep it.</summary>
    public static Verdict Keep => default;

    /// <summary>Whether the record goes.</summary>
    public bool IsDrop { get; }

    /// <summary>Why it goes; meaningful only when it does.</summary>
    public DropReason Reason { get; }

    /// <summary>Drop it for this reason.</summary>
    public static Verdict Drop(DropReason reason) => new(reason);

    /// <summary>Drop it for this reason when the condition holds, else keep it.</summary>
    public static Verdict DropIf(bool condition, DropReason reason) => condition ? new(reason) : default;
}
