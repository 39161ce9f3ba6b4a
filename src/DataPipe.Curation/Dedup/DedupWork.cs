using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup;

/// <summary>Names that the phases of deduplication find each other's work by, and the arguments of their tasks.</summary>
internal static class DedupWork
{
    internal const string Sign = "sign", Bucket = "bucket", Cluster = "cluster", Drop = "drop";

    internal const string Documents = "documents", Edges = "edges";

    internal const string SignsArgument = "signs", BucketsArgument = "buckets";

    internal static string BucketName(int bucket) => string.Create(CultureInfo.InvariantCulture, $"bucket-{bucket:00000}");

    internal static string DropsName(int shard) => string.Create(CultureInfo.InvariantCulture, $"drops-{shard:00000}");

    internal static int Number(TaskSpec task, string argument) => int.Parse(task.Arguments[argument], CultureInfo.InvariantCulture);
}
