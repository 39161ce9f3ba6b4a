using DataPipe.Teachers.Pooling;

namespace DataPipe.Teachers.Tests.Pooling;

public sealed class HedgingTests
{
    private const int Straggler = 100;

    private static readonly Prompt Hello = Prompt.FromUser("hello");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private int _cutOff;

    [Fact]
    public async Task A_straggler_is_overtaken_by_its_copy_and_cut_off()
    {
        var teacher = Teacher();
        using var pool = Pool(teacher, 0.95, new PoolHooks());
        await WarmUpAsync(pool);
        var asking = pool.AskAsync(Hello, CancellationToken.None);
        await MoveUntilCopiedAsync(teacher);
        // The usual latency of one second passed until the copy went, and passes until it is answered.
        _time.Advance(await _time.NextTimerAsync(TimeSpan.FromSeconds(2)));
        Assert.IsType<Reply.Answered>(await asking);
        Assert.Equal((Straggler + 2, 1), (teacher.Calls, _cutOff));
        await pool.AnswerLaterAsync(_time);
    }

    [Fact]
    public async Task Without_the_option_a_straggler_is_waited_for()
    {
        var teacher = Teacher();
        using var pool = Pool(teacher, null, new PoolHooks());
        await WarmUpAsync(pool);
        var asking = pool.AskAsync(Hello, CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 29.9, 31.1);
        Assert.Equal(Straggler + 1, teacher.Calls);
    }

    [Fact]
    public async Task A_copy_that_may_not_be_paid_is_not_sent()
    {
        var asked = 0;
        var teacher = Teacher();
        using var pool = Pool(teacher, 0.95, new PoolHooks
        {
            MayHedge = (_, _) =>
            {
                asked++;
                return ValueTask.FromResult(false);
            },
        });
        await WarmUpAsync(pool);
        var asking = pool.AskAsync(Hello, CancellationToken.None);
        await _time.DriveAsync(asking, Minute);
        Assert.IsType<Reply.Answered>(await asking);
        Assert.Equal((1, Straggler + 1, 0), (asked, teacher.Calls, _cutOff));
    }

    [Fact]
    public async Task A_copy_that_fails_leaves_the_first_to_answer()
    {
        var teacher = new ScriptedTeacher(async (call, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(call == Straggler ? 30 : 1), _time, cancellation);
            return call == Straggler + 1 ? new Reply.Failed(FailureKind.Transient, "down") { Status = 500 } : ScriptedTeacher.Fine;
        });
        using var pool = Pool(teacher, 0.9, new PoolHooks());
        await WarmUpAsync(pool);
        var asking = pool.AskAsync(Hello, CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        Assert.IsType<Reply.Answered>(await asking);
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 29.9, 31.1);
    }

    [Fact]
    public async Task Cancelling_ends_both_copies_when_the_grace_is_over()
    {
        var teacher = new ScriptedTeacher(async (call, cancellation) =>
        {
            await Task.Delay(call < Straggler ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1), _time, cancellation);
            return ScriptedTeacher.Fine;
        });
        using var pool = Pool(teacher, 0.9, new PoolHooks());
        await WarmUpAsync(pool);
        using var source = new CancellationTokenSource();
        var asking = pool.AskAsync(Hello, source.Token);
        await MoveUntilCopiedAsync(teacher);
        await source.CancelAsync();
        await _time.DriveAsync(asking, Minute);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private ScriptedTeacher Teacher() => new(async (call, cancellation) =>
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(call == Straggler ? 30 : 1), _time, cancellation);
            return ScriptedTeacher.Fine;
        }
        catch (OperationCanceledException)
        {
            _cutOff++;
            throw;
        }
    });

    private PooledTeacher Pool(ITeacher teacher, double? fraction, PoolHooks hooks) =>
        new([new PoolMember("only", teacher)], new TeacherOptions { HedgeAfterFraction = fraction }, _time, hooks);

    private async Task MoveUntilCopiedAsync(ScriptedTeacher teacher)
    {
        await _time.NextTimerAsync(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        while (teacher.Calls < Straggler + 2)
            await Task.Yield();
    }

    private async Task WarmUpAsync(PooledTeacher pool)
    {
        for (var i = 0; i < Straggler; i++)
            await pool.AnswerLaterAsync(_time);
    }
}
