using System.Diagnostics;
using System.Globalization;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Benchmarks;

/// <summary>The whole way of a prompt: ledger with durable appends, retries, budget, pool and limits, HTTP; the server is a process of its own.</summary>
internal static class ChainBenchmark
{
    private const int Concurrency = 64;
    private const int LatencyMs = 200;

    public static async Task RunAsync(string? parent, int requests)
    {
        var folder = Path.Combine(parent ?? Path.GetTempPath(), "chain-benchmark-" + Environment.ProcessId);
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "serve", LatencyMs.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var endpoint = (await server.StandardOutput.ReadLineAsync())!;
            using var ledger = CallLedger.Open(folder, new LedgerOptions(), TimeProvider.System);
            using var teacher = Chain(endpoint, ledger);
            _ = await MeasureAsync(teacher, "warm-up", 2_000);
            // Twice: what compiling takes at the start of every process is in the first, what a request takes is the second.
            var (_, startingMs) = await MeasureAsync(teacher, "first", requests);
            var (perSecond, processorMs) = await MeasureAsync(teacher, "measured", requests);
            var ideal = Concurrency / (LatencyMs / 1000.0);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"whole chain, latency {LatencyMs} ms, {Concurrency} under way: {perSecond:0} requests/s, {perSecond / ideal:0.0 %} of concurrency / latency; {processorMs:0.000} ms of processor a request, client side (with the start of the process, {startingMs:0.000})"));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static LedgerTeacher Chain(string endpoint, CallLedger ledger)
    {
        var options = new TeacherOptions { Kind = "openai", Model = "instant", Endpoint = endpoint, ApiKeyVariable = null, MaxConcurrency = Concurrency };
        var scope = new AskScope("run", "stage");
        var price = new ModelPrice("USD", 1, 2);
        var caps = new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1_000_000, MaxTokensPerLedger = 1_000_000_000_000 }, ledger, TimeProvider.System);
        var teacher = TeacherFactory.Create(options, _ => null, TimeProvider.System, new PoolHooks(), inner => new BudgetTeacher(inner, caps, scope, new KnownPrice(price, 1_000, null, null)));
        return new LedgerTeacher(teacher, ledger, scope, LedgerMode.Use, price, TimeProvider.System);
    }

    private static async Task<(double PerSecond, double ProcessorMs)> MeasureAsync(ITeacher teacher, string kind, int requests)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (i, cancellation) =>
        {
            // Another prompt each time: the ledger serves none of them.
            var reply = await teacher.AskAsync(Prompt.FromUser(string.Create(CultureInfo.InvariantCulture, $"How far is the moon on the {kind} night {i}?")), cancellation);
            if (reply is not Reply.Answered { FromLedger: false }) throw new InvalidOperationException($"{reply}");
        });
        var processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        return (requests / watch.Elapsed.TotalSeconds, processor.TotalMilliseconds / requests);
    }
}
