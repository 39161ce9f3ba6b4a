using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Tests.Budget;
using DataPipe.Teachers.Tests.Ledger;

namespace DataPipe.Teachers.Tests.Pooling;

/// <summary>What becomes of requests when those who asked stop waiting.</summary>
public sealed class StopGraceTests : IDisposable
{
    private static readonly Prompt Hello = Prompt.FromUser("hello") with { MaxTokens = 100 };
    private static readonly Reply Answer = new Reply.Answered([new Choice("hello", FinishReason.Stop, [])], new Usage(20, 30, 0), "m", null);

    private readonly LedgerFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource<Reply> _reply = new();
    private readonly TaskCompletionSource _sent = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_under_way_ends_and_is_kept_though_nobody_waits_for_it()
    {
        using var ledger = _folder.Open();
        using var teacher = Chain(ledger, new TeacherOptions());
        using var stop = new CancellationTokenSource();
        var asking = teacher.AskAsync(Hello, stop.Token);
        await _sent.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, teacher.UnderWay);
        var landing = teacher.LandAsync();
        Assert.False(landing.IsCompleted);
        _reply.SetResult(Answer);
        await landing;
        Assert.IsType<Reply.Answered>(teacher.Find(Hello));
        Assert.Equal(new Spend(50, 50), ledger.Spent("run", "stage", "USD"));
    }

    [Fact]
    public async Task After_the_grace_it_is_cut_off_and_what_it_may_have_cost_stays_spent()
    {
        using var ledger = _folder.Open();
        using var teacher = Chain(ledger, new TeacherOptions { StopGrace = TimeSpan.FromSeconds(7) });
        using var stop = new CancellationTokenSource();
        var asking = teacher.AskAsync(Hello, stop.Token);
        await _sent.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        var waits = await _time.DriveAsync(teacher.LandAsync(), TimeSpan.FromSeconds(60));
        Assert.Equal(7, waits.Sum(wait => wait.TotalSeconds), 3);
        Assert.Equal(64 + 16 + 5 + 100, ledger.Spent("run", "stage", "USD").Cost);
    }

    [Fact]
    public async Task A_request_that_waited_for_its_turn_is_not_sent_and_costs_nothing()
    {
        using var ledger = _folder.Open();
        using var teacher = Chain(ledger, new TeacherOptions { MaxConcurrency = 1 });
        using var stop = new CancellationTokenSource();
        var first = teacher.AskAsync(Hello, CancellationToken.None);
        await _sent.Task;
        var second = teacher.AskAsync(Hello with { Seed = 2 }, stop.Token);
        while (ledger.Spent("run", "stage", "USD").Cost < 2 * (64 + 16 + 5 + 100)) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        while (teacher.UnderWay > 1) await Task.Yield();
        Assert.Equal(64 + 16 + 5 + 100, ledger.Spent("run", "stage", "USD").Cost);
        _reply.SetResult(Answer);
        _ = await first;
        Assert.Equal(new Spend(50, 50), ledger.Spent("run", "stage", "USD"));
    }

    [Fact]
    public async Task Without_a_grace_it_is_cut_off_at_once()
    {
        using var pool = Pool(new TeacherOptions { StopGrace = TimeSpan.Zero });
        using var stop = new CancellationTokenSource();
        var asking = pool.AskAsync(Hello, stop.Token);
        await _sent.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private PooledTeacher Pool(TeacherOptions options) => Patient.Pool(
        new ScriptedTeacher(async (_, cancellation) =>
        {
            _sent.TrySetResult();
            return await _reply.Task.WaitAsync(cancellation);
        }),
        options, _time);

    private LedgerTeacher Chain(CallLedger ledger, TeacherOptions options) => new(
        new BudgetTeacher(Pool(options), new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1_000 }, ledger, _time), LedgerFolder.Scope, BudgetTests.Price),
        ledger, LedgerFolder.Scope, LedgerMode.Use, BudgetTests.Price.Price, _time);
}
