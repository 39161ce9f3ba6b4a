using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Execution.Local;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Tasks;
using DataPipe.Storage;
using DataPipe.Storage.Local;
using DataPipe.Testing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>
/// Deduplicates generated corpora of growing size on two workers under one cap of memory, each in a process of its own, and prints time, peak memory, documents a second of each phase and the
/// exponent by which time grows with documents. What it made is deleted.
/// </summary>
internal static class DedupBenchmark
{
    private const string Memory = "2GB";

    private sealed record Measured(long Documents, double CpuSeconds, double WallSeconds, double PeakBytes);

    internal static async Task<int> RunAsync(string folder, long[] sizes)
    {
        Directory.CreateDirectory(folder);
        List<Measured> all = [];
        Print($"cap of memory: {Memory}; workers: 2; Parquet with Snappy");
        foreach (var documents in sizes.Length == 0 ? [1_000_000, 3_000_000, 10_000_000] : sizes)
        {
            var run = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run-{documents}"));
            var pipeline = Path.Combine(folder, "dedup.yaml");
            await File.WriteAllTextAsync(pipeline, string.Create(CultureInfo.InvariantCulture, $$"""
                pipeline: dedup-benchmark
                defaults: {codec: snappy, keep-rejects: 0}
                stages:
                  made: {use: generated, with: {documents: {{documents}} } }
                  unique: {use: dedup, from: made, with: {memory: {{Memory}} } }
                """));
            if (await ChildAsync(pipeline, run, "made") is null) return 1;
            if (await ChildAsync(pipeline, run, "all") is not { } measured) return 1;
            all.Add(new Measured(documents, measured.Sum(m => m.Cpu), measured.Sum(m => m.Wall), measured.Max(m => m.Peak)));
            Print($"{documents,11:N0} documents: {all[^1].WallSeconds,7:F1} s, {all[^1].CpuSeconds,7:F1} s of processor time, peak {all[^1].PeakBytes / 1e6:F0} MB, {Kept(run):N0} kept");
            foreach (var (phase, cpu, wall, peak) in measured)
                Print($"             {phase,-8} {wall,7:F1} s, {cpu,7:F1} s of processor time: {documents / 1e6 / cpu,6:F2} million documents/s of it; peak so far {peak / 1e6:F0} MB");
            Directory.Delete(run, recursive: true);
        }

        for (var i = 1; i < all.Count; i++)
        {
            var (a, b) = (all[i - 1], all[i]);
            var growth = Math.Log((double)b.Documents / a.Documents);
            Print($"{a.Documents:N0} to {b.Documents:N0}: time grows with exponent {Math.Log(b.CpuSeconds / a.CpuSeconds) / growth:F3} (processor), {Math.Log(b.WallSeconds / a.WallSeconds) / growth:F3} (wall)");
        }

        return 0;
    }

    /// <summary>In a process of its own: runs the pipeline, or its first stage alone, and prints what each phase took.</summary>
    internal static async Task<int> RunOnceAsync(string pipeline, string run, string stages)
    {
        var catalogue = Catalogue.Merge(CurationCatalogue.Entries, new Catalogue([StageEntry.Source<GeneratedOptions>("generated", 1, "Makes documents.", RecordType.Document, (options, _) => new GeneratedStage(options))], [], []));
        var text = await File.ReadAllTextAsync(pipeline);
        if (stages == "made") text = string.Join('\n', text.Split('\n').Where(line => !line.Contains("unique:", StringComparison.Ordinal)));
        var files = new LocalInputFiles();
        var tokens = new SpaceTokenCounter();
        var source = new PipelineSource(pipeline, text, Path.GetDirectoryName(Path.GetFullPath(pipeline))!, Environment.CurrentDirectory, [], Environment.GetEnvironmentVariable);
        var setting = new TaskSetting(new PipelineBinder(catalogue, files, tokens.Name).Bind(source), new LocalStore(run), new RecordFormats(), files, tokens, TimeProvider.System) { Workers = 2 };
        await new RunDriver(setting, new MeasuredExecutor(new LocalExecutor(new TaskRunner(setting), 2)), new Silent()).RunAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<List<(string Phase, double Cpu, double Wall, double Peak)>?> ChildAsync(string pipeline, string run, string stages)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(DedupBenchmark).Assembly.Location, "dedup-run", pipeline, run, stages]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var lines = (await child.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await child.WaitForExitAsync();
        if (child.ExitCode != 0) return null;
        return [.. lines.Select(line => line.Split(' ')).Select(p => (p[0], Number(p[1]), Number(p[2]), Number(p[3])))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long Kept(string run)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "unique", "dataset.json")));
        return json.RootElement.GetProperty("receipt").GetProperty("tally").GetProperty("records_out").GetInt64();
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Silent : IRunObserver
    {
        public void Skipped(string stage, Tally tally)
        {
        }

        public void Started(StageProgress progress)
        {
        }

        public void Finished(string stage, Tally tally, TimeSpan elapsed)
        {
        }
    }
}
