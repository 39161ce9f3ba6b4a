using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Dedup;

/// <summary>Names that the phases of deduplication find each other's work by, and the arguments of their tasks.</summary>
internal static class DedupWork
{
    internal const string Sign = "sign", Bucket = "bucket", Cluster = "cluster", Shingles = "shingles", Verify = "verify", Drop = "drop", Index = "index";

    internal const string Documents = "documents", Ids = "ids", Keys = "keys", Edges = "edges", Matches = "matches", Members = "members", Places = "places", ShingleSets = "sets", Fates = "fates", KeptIds = "kept-ids", KeptFacts = "kept-facts";

    internal const string ShardsArgument = "shards", BucketsArgument = "buckets", FirstArgument = "first", DocumentsArgument = "documents";

    internal static long Number(TaskSpec task, string argument) => long.Parse(task.Arguments[argument], CultureInfo.InvariantCulture);
}
