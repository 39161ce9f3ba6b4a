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

    private const string ShardsArgument = "shards";

    /// <summary>Phase that counts, a task a shard.</summary>
    internal const string Count = "count";

    /// <summary>The phase that counts, and one task of another behind it.</summary>
    internal static IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs, string second)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(Count, tasks.Count, new TaskInput(dataset, shard)));
        Dictionary<string, string> arguments = new() { [ShardsArgument] = tasks.Count.ToString(CultureInfo.InvariantCulture) };
        return [new Phase(Count, tasks), new Phase(second, tasks.Count == 0 ? [] : [new TaskSpec(second, 0, [], arguments)])];
    }

    internal static int Shards(TaskSpec task) => int.Parse(task.Arguments[ShardsArgument], CultureInfo.InvariantCulture);
}
