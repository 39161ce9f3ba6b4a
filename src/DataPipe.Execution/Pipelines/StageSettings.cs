using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Datasets;

namespace DataPipe.Execution.Pipelines;

/// <summary>How a stage is run, whatever it does: keys that every stage may have beside <c>use</c>, <c>from</c>, <c>with</c> and <c>steps</c>.</summary>
public sealed record StageSettings
{
    /// <summary>What happens to a record that makes a step throw: <c>stop</c> ends the task and names the record, <c>quarantine</c> puts it among the rejects and goes on.</summary>
    public OnError OnError { get; init; } = OnError.Stop;

    /// <summary>With <c>quarantine</c>, the largest fraction of a task's records that may fail before it stops after all, 0..1.</summary>
    [Range(0.0, 1.0)] public double MaxErrorFraction { get; init; } = 0.01;

    /// <summary>Which fraction of the dropped records is kept aside, as they were when they were dropped, for <c>datapipe show --rejects</c>, 0..1; chosen by a hash of the record's id. 0 keeps none.</summary>
    [Range(0.0, 1.0)] public double KeepRejects { get; init; } = 1;

    /// <summary>Size of an output file at which the next one begins, in bytes as written.</summary>
    [Range(64 * 1024L, 16L * 1024 * 1024 * 1024)] public long ShardBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>File format of the dataset's shards.</summary>
    public ShardFormat Format { get; init; } = ShardFormat.Parquet;

    /// <summary>Compression of Parquet pages.</summary>
    public ShardCodec Codec { get; init; } = ShardCodec.Zstandard;
}
