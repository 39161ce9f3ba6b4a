namespace DataPipe.Core.Datasets;

/// <summary>File format of a dataset's shards.</summary>
public enum ShardFormat
{
    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One JSON object a line, gzip.</summary>
    JsonlGzip,
}
