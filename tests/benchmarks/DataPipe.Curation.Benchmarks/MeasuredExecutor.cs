using System.Diagnostics;
using System.Globalization;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Progress;
using DataPipe.Execution.Runs;
using DataPipe.Execution.Tasks;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Prints for every phase its name, seconds of processor, seconds, and the peak memory of the process so far in bytes.</summary>
internal sealed class MeasuredExecutor(IExecutor inner) : IExecutor
{
    public async Task<IReadOnlyList<Receipt>> RunAsync(
        BoundStage stage, Phase phase, IReadOnlyDictionary<string, IReadOnlyList<Receipt>> earlier, StageProgress progress, CancellationToken cancellation)
    {
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var receipts = await inner.RunAsync(stage, phase, earlier, progress, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{phase.Name} {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds} {watch.Elapsed.TotalSeconds} {Process.GetCurrentProcess().PeakWorkingSet64}"));
        return receipts;
    }
}
