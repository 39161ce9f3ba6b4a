using System.Diagnostics;
using System.Globalization;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Benchmarks;

/// <summary>How many answers a second a ledger keeps durably, from asking to keeping, and how many it finds again: in open, closed and merged segments.</summary>
internal static class LedgerBenchmark
{
    private const int Answers = 200_000;
    private const int Callers = 512;
    private const int Budgeted = 50_000;
    private const int Lookups = 400_000;

    public static async Task RunAsync(string? parent)
    {
        var folder = Path.Combine(parent ?? Path.GetTempPath(), "ledger-benchmark-" + Environment.ProcessId);
        try
        {
            var prompts = Enumerable.Range(0, Answers).Select(i => Prompt.FromUser(string.Create(CultureInfo.InvariantCulture, $"Question {i}: why is the sea salty, and since when?"))).ToArray();
            using (var ledger = CallLedger.Open(folder, new LedgerOptions { SegmentBytes = 32 << 20 }, TimeProvider.System))
            {
                var teacher = new LedgerTeacher(new Instant(), ledger, new AskScope("run", "stage"), LedgerMode.Use, null, TimeProvider.System);
                await MeasureAsync($"durable answers, {Callers} callers", Answers, () => AskAllAsync(teacher, prompts));
                await MeasureAsync("look-ups, open segments", Lookups, () => FindAllAsync(ledger, prompts));
                await MeasureAsync("replies served, open segments", Answers, () => AskAllAsync(teacher, prompts));
                var caps = new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1_000_000, MaxTokensPerLedger = 1_000_000_000_000 }, ledger, TimeProvider.System);
                var budgeted = new BudgetTeacher(new Instant(), caps, new AskScope("run", "stage"), new KnownPrice(new ModelPrice("USD", 1, 2), 1_000, null, null));
                await MeasureAsync("requests within a budget", Budgeted, () => AskAllAsync(budgeted, prompts[..Budgeted]));
            }

            using (var ledger = CallLedger.Open(folder, new LedgerOptions { ReadOnly = true }, TimeProvider.System))
                await MeasureAsync($"look-ups, {ledger.Summary().Segments} closed segments", Lookups, () => FindAllAsync(ledger, prompts));
            var watch = Stopwatch.StartNew();
            _ = new LedgerPruning().Apply(folder, TimeProvider.System);
            Say("merged in", string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F2} s"));
            watch.Restart();
            using (var ledger = CallLedger.Open(folder, new LedgerOptions { ReadOnly = true }, TimeProvider.System))
            {
                Say("opened in", string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds:F1} ms"));
                await MeasureAsync("look-ups, 1 merged segment", Lookups, () => FindAllAsync(ledger, prompts));
                Say("managed memory", string.Create(CultureInfo.InvariantCulture, $"{(GC.GetTotalMemory(forceFullCollection: true) - MemoryOf(prompts)) / 1e6:F1} MB beside the prompts"));
            }
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static Task AskAllAsync(ITeacher teacher, Prompt[] prompts)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            await Task.Yield();
            for (int i; (i = Interlocked.Increment(ref next)) < prompts.Length;) await teacher.AskAsync(prompts[i], CancellationToken.None);
        }));
    }

    private static Task FindAllAsync(CallLedger ledger, Prompt[] prompts)
    {
        var instant = new Instant();
        var keys = prompts.Select(p => RequestKey.Of(instant.Identity, instant.Id, p)).ToArray();
        // Keys in no order, as tasks ask; the making of the keys is not what is measured here.
        Measured = Stopwatch.GetTimestamp();
        Parallel.For(0, Lookups, i =>
        {
            if (ledger.Find(keys[(int)((long)i * 7919 % keys.Length)], 0) is null) throw new InvalidOperationException("an answer is missing");
        });
        return Task.CompletedTask;
    }

    private static long Measured { get; set; }

    private static async Task MeasureAsync(string what, int count, Func<Task> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Measured = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(Measured).TotalSeconds;
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Say(what, string.Create(CultureInfo.InvariantCulture, $"{count / seconds:#,0} a second ({processor * 1e6 / count:F1} µs of processor each)"));
    }

    private static long MemoryOf(Prompt[] prompts) => prompts.Sum(p => 200L + (2 * p.Messages[0].Content.Length));

    private static void Say(string what, string figure) => Console.WriteLine($"{what,-36}{figure}");

    private sealed class Instant : ITeacher
    {
        private static readonly Reply Fine = new Reply.Answered(
            [new Choice(string.Concat(Enumerable.Repeat("Rivers bring dissolved minerals into the sea, and only water leaves it again. ", 6)), FinishReason.Stop, [])], new Usage(20, 90, 0), "instant", "req_0123456789");

        public TeacherIdentity Identity { get; } = new("benchmark", "instant", "in-process", Simulated: true, "1");

        public string Id => "benchmark/instant";

        public Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation) => Task.FromResult(Fine);
    }
}
