using System.Globalization;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Names that the phases of training find each other's work by.</summary>
internal static class EstimateWork
{
    /// <summary>Sorted n-grams of a shard, their last word first, with their occurrences.</summary>
    internal const string Ngrams = "ngrams";

    /// <summary>The different words of a shard, each with its length before it.</summary>
    internal const string Words = "words";

    internal const string ShardsArgument = "shards";

    internal static int Shards(TaskSpec task) => int.Parse(task.Arguments[ShardsArgument], CultureInfo.InvariantCulture);
}
