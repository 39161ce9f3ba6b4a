using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Decontamination.Benchmarks;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests.Decontamination;

/// <summary>Runs the stages in memory against benchmarks in a temporary folder.</summary>
internal sealed class ContaminationRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datapipe-benchmarks-");

    /// <summary>Where the benchmarks' files lie.</summary>
    internal string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a benchmark of records.</summary>
    internal BenchmarkOptions Benchmark(string name, params object[] records) => Benchmark(name, string.Concat(records.Select(r => JsonSerializer.Serialize(r) + "\n")));

    /// <summary>Writes a benchmark of text.</summary>
    internal BenchmarkOptions Benchmark(string name, string lines)
    {
        File.WriteAllText(Path.Combine(Folder, name + ".jsonl"), lines);
        return OfFile(name, name + ".jsonl");
    }

    /// <summary>A benchmark of a file.</summary>
    internal BenchmarkOptions OfFile(string name, string file) => new() { Name = name, Files = [new FilePattern(file, Folder)] };

    internal static Task<StageRun<T>> Decontaminate<T>(DecontaminateOptions options, params IReadOnlyList<T> records) where T : class, IRecord<T> =>
        Decontaminate(options, InputRecords.Of("data", records), StageRunnerOptions.Default);

    internal static Task<StageRun<T>> Decontaminate<T>(DecontaminateOptions options, StageInputRecords<T> input, StageRunnerOptions runner) where T : class, IRecord<T> =>
        StageRunner.RunAsync(Made(DecontaminateStage.Create, options, input), [input], runner);

    internal static Task<StageRun<Document>> Report<T>(ContaminationOptions options, params IReadOnlyList<T> records) where T : class, IRecord<T> =>
        Report(options, InputRecords.Of("data", records), StageRunnerOptions.Default);

    internal static Task<StageRun<Document>> Report<T>(ContaminationOptions options, StageInputRecords<T> input, StageRunnerOptions runner) where T : class, IRecord<T> =>
        StageRunner.RunAsync<T, Document>(Made(ContaminationStage.Create, options, input), [input], runner);

    /// <summary>The faults of making the stage.</summary>
    internal static IReadOnlyList<Fault> Faults(DecontaminateOptions options, RecordType type = RecordType.Document)
    {
        var setup = InMemorySetup.For(new DataPipe.Core.Datasets.DatasetSchema(type, []));
        DecontaminateStage.Create(options, setup);
        return setup.Faults.Faults;
    }

    internal static Document Document(string id, string text) => new(id, Utf8Text.From(text), "web");

    private static IStage Made<TOptions, T>(Func<TOptions, IStageSetup, IStage> create, TOptions options, StageInputRecords<T> input) where T : class, IRecord<T>
    {
        var setup = InMemorySetup.For([input]);
        var stage = create(options, setup);
        setup.Faults.ThrowIfAny();
        return stage;
    }
}
