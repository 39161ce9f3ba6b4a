using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Tests.Resilience;

public sealed class ResilientTeacherTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Prompt Hello = Prompt.FromUser("hello");
    private static readonly Reply.Failed Down = new(FailureKind.Transient, "down") { Status = 500 };

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Retry_after_is_honoured_over_http()
    {
        await using var server = await FaultServer.StartAsync((hit, context) => hit < 2
            ? FaultServer.WriteAsync(context, 429, "{}", ("Retry-After", "7"))
            : FaultServer.WriteAsync(context, 200, FaultServer.Completion("at last")));
        var teacher = TeacherFactory.Create(Asking.Options(server.Endpoint), Asking.Environment, _time);
        using var _ = teacher as IDisposable;

        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        var wait = await _time.NextTimerAsync(Minute);
        Assert.InRange(wait.TotalSeconds, 7, 7.7);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(asking.IsCompleted);
        Assert.Equal(1, server.Hits);

        await _time.DriveAsync(asking, Minute);
        var answered = Assert.IsType<Reply.Answered>(await asking);
        Assert.Equal((3, 3, "at last"), (server.Hits, answered.Attempts, answered.Choices[0].Text));
    }

    [Fact]
    public async Task A_retry_date_is_counted_from_the_clock()
    {
        await using var server = await FaultServer.StartAsync((hit, context) => hit == 0
            ? FaultServer.WriteAsync(context, 503, "", ("Retry-After", "Wed, 01 Jan 2025 00:00:40 GMT"))
            : FaultServer.WriteAsync(context, 200, FaultServer.Completion("ok")));
        var teacher = TeacherFactory.Create(Asking.Options(server.Endpoint), Asking.Environment, _time);
        using var _ = teacher as IDisposable;
        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        Assert.InRange(Assert.Single(waits).TotalSeconds, 40, 41);
    }

    [Theory]
    [InlineData(FailureKind.QuotaExhausted)]
    [InlineData(FailureKind.InvalidRequest)]
    [InlineData(FailureKind.Unauthorised)]
    [InlineData(FailureKind.Permanent)]
    public async Task What_cannot_succeed_is_never_repeated(FailureKind kind)
    {
        var scripted = new ScriptedTeacher(_ => new Reply.Failed(kind, "no"));
        using var teacher = Patient.Around(scripted, new TeacherOptions(), _time);
        Assert.Equal(kind, (await teacher.FailAsync(Hello)).Kind);
        Assert.Equal(1, scripted.Calls);
    }

    [Fact]
    public async Task A_refusal_is_never_repeated()
    {
        var scripted = new ScriptedTeacher(_ => new Reply.Refused("no"));
        using var teacher = Patient.Around(scripted, new TeacherOptions(), _time);
        Assert.IsType<Reply.Refused>(await teacher.AskAsync(Hello, CancellationToken.None));
        Assert.Equal(1, scripted.Calls);
    }

    [Fact]
    public async Task Waits_double_within_their_spread_up_to_the_largest()
    {
        var options = new TeacherOptions { MaxAttempts = 9, FirstBackoff = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromSeconds(20), BreakerMinAttempts = 1000 };
        var (reply, waits, calls) = await FailAlwaysAsync(options, "hello");
        Assert.Equal((9, 9, FailureKind.Transient), (calls, reply.Attempts, reply.Kind));
        Assert.Equal(8, waits.Count);
        for (var i = 0; i < waits.Count; i++)
        {
            var mean = Math.Min(Math.Pow(2, i), 20);
            Assert.InRange(waits[i].TotalSeconds, 0.5 * mean, Math.Min(1.5 * mean, 20));
        }
    }

    [Fact]
    public async Task Waits_are_the_same_for_one_seed_and_differ_between_prompts()
    {
        var options = new TeacherOptions { MaxAttempts = 4, Seed = 3 };
        var first = (await FailAlwaysAsync(options, "hello")).Waits;
        Assert.Equal(first, (await FailAlwaysAsync(options, "hello")).Waits);
        Assert.NotEqual(first, (await FailAlwaysAsync(options, "goodbye")).Waits);
        Assert.NotEqual(first, (await FailAlwaysAsync(options with { Seed = 4 }, "hello")).Waits);
    }

    [Fact]
    public async Task A_wait_longer_than_granted_ends_the_attempts()
    {
        var scripted = new ScriptedTeacher(_ => new Reply.Failed(FailureKind.RateLimited, "tomorrow") { RetryAfter = TimeSpan.FromHours(6) });
        using var teacher = Patient.Around(scripted, new TeacherOptions(), _time);
        var failed = await teacher.FailAsync(Hello);
        Assert.Equal((1, TimeSpan.FromHours(6)), (scripted.Calls, failed.RetryAfter));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_repeated()
    {
        var scripted = new ScriptedTeacher(async (call, token) =>
        {
            if (call == 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ScriptedTeacher.Fine;
        });
        using var teacher = Patient.Around(scripted, new TeacherOptions { RequestTimeout = TimeSpan.FromSeconds(30) }, _time);
        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        Assert.Equal(TimeSpan.FromSeconds(30), waits[0]);
        Assert.Equal(2, Assert.IsType<Reply.Answered>(await asking).Attempts);
    }

    [Fact]
    public async Task Timeouts_alone_end_in_a_transient_failure()
    {
        var scripted = new ScriptedTeacher(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ScriptedTeacher.Fine;
        });
        using var teacher = Patient.Around(scripted, new TeacherOptions { RequestTimeout = TimeSpan.FromSeconds(30), MaxAttempts = 2 }, _time);
        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        await _time.DriveAsync(asking, Minute);
        var failed = Assert.IsType<Reply.Failed>(await asking);
        Assert.Equal((FailureKind.Transient, 2), (failed.Kind, failed.Attempts));
    }

    [Fact]
    public async Task Requests_pause_when_most_attempts_are_disturbed_and_go_on_afterwards()
    {
        var broken = true;
        var scripted = new ScriptedTeacher(_ => broken ? Down : ScriptedTeacher.Fine);
        var options = new TeacherOptions { MaxAttempts = 1, BreakerMinAttempts = 4, BreakerPause = TimeSpan.FromSeconds(15) };
        using var teacher = Patient.Around(scripted, options, _time);
        for (var i = 0; i < 4; i++)
            await teacher.FailAsync(Hello);

        var paused = await teacher.FailAsync(Hello);
        Assert.Equal((4, FailureKind.Transient), (scripted.Calls, paused.Kind));
        Assert.Contains("pause", paused.Message, StringComparison.Ordinal);

        broken = false;
        _time.Advance(TimeSpan.FromSeconds(16));
        await teacher.AnswerAsync(Hello);
    }

    [Fact]
    public async Task A_pause_is_waited_out_between_attempts()
    {
        var scripted = new ScriptedTeacher(call => call < 2 ? Down : ScriptedTeacher.Fine);
        using var teacher = Patient.Around(scripted, new TeacherOptions { BreakerMinAttempts = 2, FirstBackoff = TimeSpan.FromMilliseconds(10) }, _time);
        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        await _time.DriveAsync(asking, Minute);
        Assert.IsType<Reply.Answered>(await asking);
        Assert.Equal(3, scripted.Calls);
    }

    [Fact]
    public async Task Rate_limits_do_not_break_the_circuit()
    {
        var scripted = new ScriptedTeacher(call => call < 10 ? new Reply.Failed(FailureKind.RateLimited, "slow") { Status = 429 } : ScriptedTeacher.Fine);
        using var teacher = Patient.Around(scripted, new TeacherOptions { MaxAttempts = 1, BreakerMinAttempts = 2 }, _time);
        for (var i = 0; i < 10; i++)
        {
            var asking = teacher.AskAsync(Hello, CancellationToken.None);
            await _time.DriveAsync(asking, Minute);
            Assert.Equal(FailureKind.RateLimited, Assert.IsType<Reply.Failed>(await asking).Kind);
        }

        var last = teacher.AskAsync(Hello, CancellationToken.None);
        await _time.DriveAsync(last, Minute);
        Assert.IsType<Reply.Answered>(await last);
    }

    [Fact]
    public async Task Repeating_ends_when_its_time_is_up()
    {
        var options = new TeacherOptions { MaxAttempts = 100, FirstBackoff = TimeSpan.FromSeconds(10), MaxBackoff = TimeSpan.FromSeconds(10), MaxRepeatTime = TimeSpan.FromMinutes(2), BreakerMinAttempts = 1000 };
        var (reply, waits, calls) = await FailAlwaysAsync(options, "hello");
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 100, 120);
        Assert.Equal((calls, FailureKind.Transient), (reply.Attempts, reply.Kind));
        Assert.InRange(calls, 9, 25);
    }

    [Fact]
    public async Task A_prompt_that_cannot_be_sent_is_said_not_to_have_been()
    {
        var scripted = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        using var teacher = Patient.Around(scripted, new TeacherOptions(), _time);
        var failed = await teacher.FailAsync(Hello with { Samples = 0 });
        Assert.Equal((FailureKind.InvalidRequest, false, 0), (failed.Kind, failed.WasSent, scripted.Calls));
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        var scripted = new ScriptedTeacher(_ => Down);
        using var teacher = Patient.Around(scripted, new TeacherOptions(), _time);
        using var source = new CancellationTokenSource();
        var asking = teacher.AskAsync(Hello, source.Token);
        await _time.NextTimerAsync(Minute);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var failure = Assert.Throws<TeacherConfigurationException>(
            () => Patient.Around(new ScriptedTeacher(_ => ScriptedTeacher.Fine), new TeacherOptions { MaxAttempts = 0 }, _time));
        Assert.Equal((nameof(TeacherOptions.MaxAttempts), "MaxAttempts is 0. Choose from 1 to 100."), (failure.Option, failure.Message));
    }

    private async Task<(Reply.Failed Reply, List<TimeSpan> Waits, int Calls)> FailAlwaysAsync(TeacherOptions options, string text)
    {
        var scripted = new ScriptedTeacher(_ => Down);
        using var teacher = Patient.Around(scripted, options, _time);
        var asking = teacher.AskAsync(Prompt.FromUser(text), CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        return (Assert.IsType<Reply.Failed>(await asking), waits, scripted.Calls);
    }
}
