using DataPipe.Teachers.Pooling;

namespace DataPipe.Teachers.Tests.Pooling;

public sealed class PooledTeacherTests
{
    private static readonly Prompt Hello = Prompt.FromUser("hello");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Reply.Failed WrongKey = new(FailureKind.Unauthorised, "Incorrect API key.") { Status = 401 };
    private static readonly Reply.Failed NoCredit = new(FailureKind.QuotaExhausted, "You exceeded your quota.") { Status = 429 };
    private static readonly Reply.Failed Down = new(FailureKind.Transient, "down") { Status = 503 };

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_member_that_may_not_ask_leaves_with_one_warning_and_others_go_on()
    {
        var wrong = new ScriptedTeacher(_ => WrongKey);
        var right = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        using var pool = Pool(new TeacherOptions(), wrong, right);
        for (var i = 0; i < 50; i++)
            await pool.AnswerAsync(Hello);
        Assert.Equal((1, 50), (wrong.Calls, right.Calls));
        var warning = Assert.Single(_warnings);
        Assert.Contains("member 0", warning, StringComparison.Ordinal);
        Assert.Contains("'api-key-variable'", warning, StringComparison.Ordinal);
        Assert.Contains("1 of 2", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_are_gone_the_failure_names_each_and_nothing_is_asked_any_more()
    {
        var wrong = new ScriptedTeacher(_ => WrongKey);
        var empty = new ScriptedTeacher(_ => NoCredit);
        using var pool = Pool(new TeacherOptions(), wrong, empty);
        for (var i = 0; i < 20; i++)
        {
            var failed = await pool.FailAsync(Hello);
            Assert.Equal(FailureKind.QuotaExhausted, failed.Kind);
            Assert.Contains("member 0", failed.Message, StringComparison.Ordinal);
            Assert.Contains("Incorrect API key.", failed.Message, StringComparison.Ordinal);
            Assert.Contains("member 1", failed.Message, StringComparison.Ordinal);
            Assert.Contains("You exceeded your quota.", failed.Message, StringComparison.Ordinal);
        }

        Assert.Equal((1, 1), (wrong.Calls, empty.Calls));
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task Requests_are_shared_out_by_what_each_member_allows()
    {
        var slow = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        var fast = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        using var pool = new PooledTeacher(
            [new PoolMember("slow", slow) { RequestsPerMinute = 3000 }, new PoolMember("fast", fast) { RequestsPerMinute = 15_000 }],
            new TeacherOptions(), TimeProvider.System, new PoolHooks());
        await Task.WhenAll(Enumerable.Range(0, 360).Select(_ => pool.AskAsync(Hello, CancellationToken.None)));
        Assert.Equal(360, slow.Calls + fast.Calls);
        // A sixth of all, and what each may catch up at once.
        Assert.InRange(slow.Calls, 30, 90);
    }

    [Fact]
    public async Task An_endpoint_that_is_down_does_not_starve_the_others()
    {
        var down = new ScriptedTeacher(_ => Down);
        var up = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        var options = new TeacherOptions { BreakerMinAttempts = 5, MaxConcurrency = 4 };
        using var pool = Pool(options, down, up);
        var disturbed = 0;
        for (var i = 0; i < 500; i++)
            disturbed += await pool.AskAsync(Hello, CancellationToken.None) is Reply.Failed ? 1 : 0;
        Assert.InRange(disturbed, 1, 5);
        Assert.Equal(500 - disturbed, up.Calls);
    }

    [Fact]
    public async Task A_broken_circuit_is_tried_with_one_request_and_then_used_again()
    {
        var isDown = true;
        var only = new ScriptedTeacher(_ => isDown ? Down : ScriptedTeacher.Fine);
        using var pool = Pool(new TeacherOptions { BreakerMinAttempts = 3, BreakerPause = TimeSpan.FromSeconds(15) }, only);
        for (var i = 0; i < 3; i++)
            await pool.FailAsync(Hello);
        var paused = await pool.FailAsync(Hello);
        Assert.Equal((3, false), (only.Calls, paused.WasSent));
        Assert.InRange(paused.RetryAfter!.Value.TotalSeconds, 14, 15);

        _time.Advance(TimeSpan.FromSeconds(15.1));
        await pool.FailAsync(Hello);
        Assert.False((await pool.FailAsync(Hello)).WasSent);
        Assert.Equal(4, only.Calls);

        isDown = false;
        _time.Advance(TimeSpan.FromSeconds(15.1));
        await pool.AnswerAsync(Hello);
        await pool.AnswerAsync(Hello);
    }

    [Fact]
    public async Task An_endpoint_that_never_gave_anything_back_is_given_up_soon()
    {
        var silent = new ScriptedTeacher(_ => new Reply.Failed(FailureKind.Transient, "nobody: connection refused"));
        using var teacher = Patient.Around(silent, new TeacherOptions(), _time);
        var asking = teacher.AskAsync(Hello, CancellationToken.None);
        var waits = await _time.DriveAsync(asking, Minute);
        var failed = Assert.IsType<Reply.Failed>(await asking);
        Assert.Equal((FailureKind.Permanent, 3), (failed.Kind, silent.Calls));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 1, 6);
        Assert.Equal(failed.Message, (await teacher.FailAsync(Hello)).Message);
        Assert.Equal(3, silent.Calls);
    }

    [Fact]
    public async Task An_endpoint_that_answered_before_is_asked_again_after_silence()
    {
        var teacher = new ScriptedTeacher(call => call is 0 or 8 ? ScriptedTeacher.Fine : new Reply.Failed(FailureKind.Transient, "reset"));
        using var patient = Patient.Around(teacher, new TeacherOptions { MaxAttempts = 10 }, _time);
        await patient.AnswerAsync(Hello);
        var asking = patient.AskAsync(Hello, CancellationToken.None);
        await _time.DriveAsync(asking, Minute);
        Assert.Equal(8, Assert.IsType<Reply.Answered>(await asking).Attempts);
    }

    [Fact]
    public async Task What_may_have_been_paid_for_is_not_sent_a_second_time_as_the_same_attempt()
    {
        var garbled = new ScriptedTeacher(_ => new Reply.Failed(FailureKind.Transient, "cut off in the middle"));
        var right = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        using var pool = Pool(new TeacherOptions(), garbled, right);
        var disturbed = 0;
        for (var i = 0; i < 20; i++)
        {
            var before = garbled.Calls + right.Calls;
            var asking = pool.AskAsync(Hello, CancellationToken.None);
            await _time.DriveAsync(asking, Minute);
            Assert.Equal(before + 1, garbled.Calls + right.Calls);
            disturbed += await asking is Reply.Failed { Kind: FailureKind.Transient } ? 1 : 0;
            _time.Advance(Minute);
        }

        Assert.Equal(garbled.Calls, disturbed);
        Assert.InRange(garbled.Calls, 1, 3);
    }

    private PooledTeacher Pool(TeacherOptions options, params ITeacher[] teachers) => new(
        [.. teachers.Select((teacher, i) => new PoolMember($"member {i}", teacher))], options, _time, new PoolHooks { Warn = _warnings.Add });
}
