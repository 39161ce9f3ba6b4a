using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Decontamination.Benchmarks;

namespace DataPipe.Curation.Decontamination;

/// <summary>First phase, one task: reads all benchmarks, so that mistakes in them are found once and at once, and writes what is looked for. Holds the benchmarks' texts in memory.</summary>
internal static class IndexTask
{
    public const string Phase = "index";

    private const string TooShort = "item-too-short";

    /// <summary>The phase, and behind it one of a task a shard.</summary>
    public static IReadOnlyList<Phase> Plan(IReadOnlyList<BenchmarkSet> benchmarks, string second, IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(second, tasks.Count, new TaskInput(dataset, shard)));
        return [new Phase(Phase, [new TaskSpec(Phase, 0, [.. benchmarks.SelectMany(b => b.Files).Select(TaskInput.File)])]), new Phase(second, tasks)];
    }

    /// <summary>Options that exclude each other are fault DP1142.</summary>
    public static void Check(OverlapOptions options, IStageSetup setup)
    {
        if (options.MinWords > options.NgramWords)
            setup.Faults.Add("DP1142", $"min-words is {options.MinWords}, more than the {options.NgramWords} of ngram-words: lower it, or raise ngram-words", setup.At("overlap"));
    }

    public static async Task RunAsync(IReadOnlyList<BenchmarkSet> benchmarks, OverlapOptions options, ITaskContext context, CancellationToken cancellation)
    {
        var needles = new NeedleCollector(options);
        for (var benchmark = 0; benchmark < benchmarks.Count; benchmark++)
        {
            var file = new BenchmarkFile(benchmarks[benchmark].Name, benchmarks[benchmark].Fields, context);
            foreach (var input in benchmarks[benchmark].Files)
                await foreach (var item in file.ReadAsync(input.Path, cancellation))
                    if (!needles.Add(benchmark, item))
                        context.Warn(TooShort, $"{benchmarks[benchmark].Name}, {item.Id}: no text of {options.MinWords} words or more, so nothing of it is looked for");
        }

        await NeedleFile.WriteAsync(needles.Needles, context, cancellation);
    }
}
