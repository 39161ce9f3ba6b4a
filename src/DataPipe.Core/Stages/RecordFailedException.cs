namespace DataPipe.Core.Stages;

/// <summary>A step threw on a record: names both.</summary>
public sealed class RecordFailedException(string step, string recordId, Exception inner)
    : Exception($"step '{step}' failed on record '{recordId}': {inner.Message}", inner)
{
    /// <summary>The step.</summary>
    public string Step { get; } = step;

    /// <summary>The record.</summary>
    public string RecordId { get; } = recordId;
}
