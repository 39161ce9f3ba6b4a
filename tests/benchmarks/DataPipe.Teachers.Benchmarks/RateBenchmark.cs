using System.Diagnostics;
using System.Globalization;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Serving;

namespace DataPipe.Teachers.Benchmarks;

/// <summary>What stands between a prompt and its provider costs: throughput at a fixed latency, processor time a request, memory over many.</summary>
internal static class RateBenchmark
{
    private const int Concurrency = 64;

    public static async Task RunAsync()
    {
        await ThroughputAsync();
        await OverheadAsync();
        await OverHttpAsync();
    }

    /// <summary>Serves in a process of its own, after so many milliseconds each, so that a client's processor time is its own; ends with its input.</summary>
    public static async Task ServeAsync(int latencyMs)
    {
        await using var server = await TeacherServer.StartAsync(new InstantTeacher(), new TeacherServerOptions { LatencyMedian = latencyMs > 0 ? TimeSpan.FromMilliseconds(latencyMs) : null }, TimeProvider.System, CancellationToken.None);
        Console.WriteLine(server.Endpoint);
        await Console.In.ReadToEndAsync();
    }

    private static async Task ThroughputAsync()
    {
        using var teacher = Around(new SlowTeacher(TimeSpan.FromMilliseconds(200)), Concurrency);
        const int Requests = 10_000;
        var watch = Stopwatch.StartNew();
        await ManyAsync(teacher, Requests, Concurrency);
        var ideal = Concurrency / 0.2;
        var reached = Requests / watch.Elapsed.TotalSeconds;
        Print($"latency 200 ms, {Concurrency} under way: {reached:0} requests/s, {reached / ideal:0.0 %} of concurrency / latency");
    }

    private static async Task OverheadAsync()
    {
        using var teacher = Around(new InstantTeacher(), Concurrency);
        await ManyAsync(teacher, 20_000, Concurrency);
        var before = Heap();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await ManyAsync(teacher, 100_000, Concurrency);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Print($"limits, pool and repeats alone: {cpu.TotalMilliseconds / 100_000:0.0000} ms of processor a request; heap {before / 1e6:0.0} MB before 100,000 requests and {Heap() / 1e6:0.0} MB after");
    }

    private static async Task OverHttpAsync()
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "serve" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var endpoint = await server.StandardOutput.ReadLineAsync();
            var options = new TeacherOptions { Kind = "openai", Model = "instant", Endpoint = endpoint, ApiKeyVariable = null, MaxConcurrency = Concurrency };
            var teacher = TeacherFactory.Create(options, _ => null, TimeProvider.System);
            using var _ = teacher as IDisposable;
            await ManyAsync(teacher, 20_000, Concurrency);
            var before = Heap();
            var watch = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            for (var tenth = 1; tenth <= 10; tenth++)
            {
                await ManyAsync(teacher, 10_000, Concurrency);
                if (tenth % 5 == 0)
                    Print($"  after {tenth * 10_000} requests: heap {Heap() / 1e6:0.0} MB, working set {Process.GetCurrentProcess().WorkingSet64 / 1e6:0} MB");
            }

            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            Print($"over HTTP, client side: {cpu.TotalMilliseconds / 100_000:0.000} ms of processor a request, {100_000 / watch.Elapsed.TotalSeconds:0} requests/s; heap {before / 1e6:0.0} MB before and {Heap() / 1e6:0.0} MB after");
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static ResilientTeacher Around(ITeacher inner, int concurrency)
    {
        var options = new TeacherOptions { MaxConcurrency = concurrency };
        return new ResilientTeacher(new PooledTeacher([new PoolMember("one", inner)], options, TimeProvider.System, new PoolHooks()), options, TimeProvider.System);
    }

    private static Task ManyAsync(ITeacher teacher, int requests, int atOnce) => Parallel.ForAsync(
        0,
        requests,
        new ParallelOptions { MaxDegreeOfParallelism = atOnce },
        async (i, cancellation) =>
        {
            var reply = await teacher.AskAsync(Prompt.FromUser("How far is the moon on a clear night?"), cancellation);
            if (reply is not Reply.Answered)
                throw new InvalidOperationException($"{reply}");
        });

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private class InstantTeacher : ITeacher
    {
        private static readonly Reply Fine = new Reply.Answered([new Choice("About 384,000 km.", FinishReason.Stop, [])], new Usage(9, 5, 0), "instant", null);

        public TeacherIdentity Identity { get; } = new("benchmark", "instant", "in-process", true, "1");

        public string Id => "instant";

        public virtual async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
        {
            await Task.Yield();
            return Fine;
        }
    }

    private sealed class SlowTeacher(TimeSpan latency) : InstantTeacher
    {
        public override async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
        {
            await Task.Delay(latency, cancellation);
            return await base.AskAsync(prompt, cancellation);
        }
    }
}
