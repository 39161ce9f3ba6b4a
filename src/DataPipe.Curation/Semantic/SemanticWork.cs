using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Semantic;

/// <summary>Names that the phases of semantic deduplication find each other's work by, and the arguments of their tasks.</summary>
internal static class SemanticWork
{
    internal const string Deal = "deal", Claim = "claim", Collect = "collect", Sample = "sample", Assign = "assign", Compare = "compare", Drop = "drop";

    internal const string Vectors = "vectors", Claims = "claims", Rows = "rows", Sums = "sums", Verdicts = "verdicts";

    internal const string ShardsArgument = "shards", PartsArgument = "parts", ChunksArgument = "chunks", ClustersArgument = "clusters", BucketsArgument = "buckets", FractionArgument = "fraction";

    /// <summary>A round of k-means, from 1.</summary>
    internal static string Round(int round) => string.Create(CultureInfo.InvariantCulture, $"round-{round:000}");

    internal static string ChunkName(int chunk) => string.Create(CultureInfo.InvariantCulture, $"chunk-{chunk:00000}");

    internal static string BucketName(int bucket) => string.Create(CultureInfo.InvariantCulture, $"bucket-{bucket:00000}");

    internal static int Number(TaskSpec task, string argument) => int.Parse(task.Arguments[argument], CultureInfo.InvariantCulture);
}
