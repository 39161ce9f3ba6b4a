using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Substrings;

/// <summary>Names that the phases of substring deduplication find each other's work by, and the arguments of their tasks.</summary>
internal static class SubstringWork
{
    internal const string Sign = "sign", Match = "match", Gather = "gather", Compare = "compare", Cut = "cut";

    internal const string Anchors = "anchors", Repeated = "repeated", Marks = "marks";

    internal const string ShardsArgument = "shards", BucketsArgument = "buckets";

    /// <summary>A part of the runs that a shard's task gathered; the parts are numbered without a gap.</summary>
    internal static string RunsName(int part) => string.Create(CultureInfo.InvariantCulture, $"runs-{part:00000}");

    internal static int Number(TaskSpec task, string argument) => int.Parse(task.Arguments[argument], CultureInfo.InvariantCulture);

    /// <summary>The bucket of a key: ascending with it.</summary>
    internal static int Bucket(ulong key, int buckets) => (int)Math.BigMul(key, (ulong)buckets, out _);
}
