using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Passages;

/// <summary>Names that the phases find each other's work by, and the arguments of their tasks.</summary>
internal static class PassageWork
{
    internal const string Hash = "hash", Match = "match", Rewrite = "rewrite";

    /// <summary>Work of the hash phase: a section of entries for every partition.</summary>
    internal const string Passages = "passages";

    /// <summary>Places of passages that go, sorted: of the hash phase those of its shard, of the match phase a section for every shard.</summary>
    internal const string Drops = "drops";

    internal const string ShardsArgument = "shards", PartitionsArgument = "partitions";

    internal static int Number(TaskSpec task, string argument) => int.Parse(task.Arguments[argument], CultureInfo.InvariantCulture);

    /// <summary>Half of a task's share of the memory: two sorters are at work at a time.</summary>
    internal static long SorterMemory(PassageRules rules, ITaskContext context) => rules.Memory / Math.Max(1, context.Workers) / 2;
}
