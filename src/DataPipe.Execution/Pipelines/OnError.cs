namespace DataPipe.Execution.Pipelines;

/// <summary>What happens to a record that makes a step throw.</summary>
public enum OnError
{
    /// <summary>The task stops and names the record.</summary>
    Stop,

    /// <summary>The record goes to the rejects.</summary>
    Quarantine,
}
