using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>A benchmark as a stage uses it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Where the parts of an item stand.</param>
/// <param name="Files">Its files, each once, in ordinal order of their paths.</param>
internal sealed record BenchmarkSet(string Name, BenchmarkFields Fields, IReadOnlyList<InputFile> Files)
{
    /// <summary>The benchmarks that options name; mistakes go to the setup's faults: DP1140 none at all, DP1141 an unknown one without fields, DP1143 fields that name nothing to look for, DP1145 one name twice.</summary>
    public static IReadOnlyList<BenchmarkSet> Of(IReadOnlyList<BenchmarkOptions> benchmarks, IStageSetup setup)
    {
        if (benchmarks.Count == 0) setup.Faults.Add("DP1140", "the option 'benchmarks' is empty: name at least one, such as {name: gsm8k, files: gsm8k-test.jsonl}", setup.At("benchmarks"));
        foreach (var name in benchmarks.GroupBy(b => b.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            setup.Faults.Add("DP1145", $"the benchmark '{name.Key}' stands there twice: give one entry all its files", setup.At("benchmarks"));
        return [.. benchmarks.Select(b => Of(b, setup)).OfType<BenchmarkSet>()];
    }

    private static BenchmarkSet? Of(BenchmarkOptions options, IStageSetup setup)
    {
        if (options.Name.Length == 0) return null; // a fault already
        var fields = options.Fields ?? KnownBenchmarks.All.GetValueOrDefault(options.Name);
        if (fields is null)
        {
            var known = KnownBenchmarks.All.Keys;
            setup.Faults.Add("DP1141", $"'{options.Name}' is no benchmark whose fields are known{NearestName.Hint(options.Name, known)}: say with 'fields' where its parts stand, or name one of {string.Join(", ", known)}", setup.At("benchmarks"));
            return null;
        }

        string[] names = [.. fields.Id, .. fields.Passages, .. fields.Questions, .. fields.Options, .. fields.Answers];
        if (names.FirstOrDefault(n => n.Split('.').Any(part => part.Length == 0)) is { } wrong)
            setup.Faults.Add("DP1143", $"'{wrong}' of benchmark '{options.Name}' names no field: write a name, or names with dots between them for inner objects", setup.At("benchmarks"));
        if (fields.Passages.Count + fields.Questions.Count + fields.Answers.Count == 0)
            setup.Faults.Add("DP1143", $"the fields of benchmark '{options.Name}' name nothing to look for: give at least one of questions, passages, answers", setup.At("benchmarks"));
        if (options.Files.Count == 0) setup.Faults.Add("DP1101", $"benchmark '{options.Name}' has no files: name at least one file or pattern", setup.At("benchmarks"));
        return new BenchmarkSet(options.Name, fields, [.. setup.Files(options.Files, "benchmarks").DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }
}
