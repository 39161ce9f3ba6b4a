namespace DataPipe.Core.Stages;

/// <summary>What happens to a record that makes a step throw.</summary>
/// <param name="Quarantine">False: the task stops and names the record. True: the record goes to the rejects and work goes on.</param>
/// <param name="MaxFraction">With quarantine, the largest share of a task's records that may fail before the task stops after all, 0..1.</param>
public sealed record ErrorPolicy(bool Quarantine, double MaxFraction)
{
    /// <summary>The first failing record stops the task.</summary>
    public static ErrorPolicy Stop { get; } = new(false, 0);
}
