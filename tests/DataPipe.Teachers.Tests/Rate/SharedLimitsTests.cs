using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Tests.Rate;

public sealed class SharedLimitsTests : IDisposable
{
    private static readonly TeacherOptions Usual = new() { MaxConcurrency = 8 };

    private readonly ManualTimeProvider _time = new();
    private readonly SharedLimits _limits;

    public SharedLimitsTests() => _limits = new SharedLimits(_time);

    public void Dispose() => _limits.Dispose();

    [Fact]
    public async Task Two_teachers_with_one_way_keep_to_one_limit_together()
    {
        using var first = Pool("way", 60);
        using var second = Pool("way", null);
        var asking = Task.WhenAll(Enumerable.Range(0, 30).SelectMany(_ => new[] { first.AskAsync(Prompt.FromUser("a"), default), second.AskAsync(Prompt.FromUser("b"), default) }));
        var waits = await _time.DriveAsync(asking, TimeSpan.FromMinutes(1));
        // Sixty requests at sixty a minute; apart they would have taken half of it.
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 55, 65);
        Assert.All(await asking, reply => Assert.IsType<Reply.Answered>(reply));
    }

    [Fact]
    public async Task Two_teachers_with_ways_of_their_own_do_not_wait_for_each_other()
    {
        using var slow = Pool("slow", 6);
        using var quick = Pool("quick", null);
        _ = await slow.AskAsync(Prompt.FromUser("first"), default);
        var waiting = slow.AskAsync(Prompt.FromUser("second"), default);
        for (var i = 0; i < 50; i++) Assert.IsType<Reply.Answered>(await quick.AskAsync(Prompt.FromUser("quick"), default));
        Assert.False(waiting.IsCompleted);
        await _time.DriveAsync(waiting, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_tighter_of_two_limits_for_one_way_holds()
    {
        using var loose = Pool("way", 6_000);
        using var tight = Pool("way", 60);
        var asking = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => loose.AskAsync(Prompt.FromUser("a"), default)));
        var waits = await _time.DriveAsync(asking, TimeSpan.FromMinutes(1));
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 27, 33);
    }

    [Fact]
    public async Task A_large_request_is_not_overtaken_on_its_lane_by_small_ones_of_another_teacher()
    {
        var lane = _limits.LaneOf("way", "lane", null, 6_000, Usual);
        using var first = new DispatchQueue([lane], 8, _limits);
        using var second = new DispatchQueue([lane], 8, _limits);
        var size = new RequestSize(4, 1, 5_900);
        first.Leave((await first.EnterAsync(size, null, default))!, ScriptedTeacher.Fine);
        var large = OneAsync(first, size);
        var small = OneAsync(second, new RequestSize(4, 1, 50));
        await _time.DriveAsync(Task.WhenAll(large, small), TimeSpan.FromMinutes(2));
        // Which request of the lane each was, as the lane counted it; who hears of it first is the scheduler's affair.
        Assert.Equal((2, 3), (await large, await small));

        static async Task<double> OneAsync(DispatchQueue queue, RequestSize of)
        {
            var admission = await queue.EnterAsync(of, null, default);
            queue.Leave(admission!, ScriptedTeacher.Fine);
            return admission!.Marks.Requests;
        }
    }

    [Fact]
    public async Task A_key_that_one_teacher_finds_refused_is_closed_for_the_other()
    {
        using var first = Pool("way", null, new Reply.Failed(FailureKind.Unauthorised, "no") { Status = 401 });
        using var second = Pool("way", null);
        Assert.IsType<Reply.Failed>(await first.AskAsync(Prompt.FromUser("a"), default));
        Assert.Equal((FailureKind.Unauthorised, false), Assert.IsType<Reply.Failed>(await second.AskAsync(Prompt.FromUser("a"), default)) is var failed ? (failed.Kind, failed.WasSent) : default);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1/", "KEY_A", "KEY_A", true)]
    [InlineData("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1", "KEY_A", "SAME_AS_A", true)]
    [InlineData("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1", "KEY_A", "KEY_B", false)]
    [InlineData("http://127.0.0.1:9/v1", "http://127.0.0.1:8/v1", "KEY_A", "KEY_A", false)]
    public async Task Entries_are_one_way_when_endpoint_model_and_key_are_one(string endpoint, string other, string key, string otherKey, bool isOne)
    {
        // Nobody listens there: three tries close the lane, for all who share it.
        using var first = (IDisposable)Create(endpoint, key);
        using var second = (IDisposable)Create(other, otherKey);
        var asking = ((ITeacher)first).AskAsync(Prompt.FromUser("hello"), default);
        await _time.DriveAsync(asking, TimeSpan.FromMinutes(5));
        var after = ((ITeacher)second).AskAsync(Prompt.FromUser("hello"), default);
        await _time.DriveAsync(after, TimeSpan.FromMinutes(5));
        Assert.Equal(isOne ? 1 : 3, Assert.IsType<Reply.Failed>(await after).Attempts);
    }

    private ITeacher Create(string endpoint, string variable) => TeacherFactory.Create(
        new TeacherOptions { Kind = "openai", Model = "m", Endpoint = endpoint, ApiKeyVariable = variable },
        name => name switch { "KEY_A" or "SAME_AS_A" => "sk-a-0123456789", "KEY_B" => "sk-b-0123456789", _ => null },
        _time, new PoolHooks { Limits = _limits }, teacher => teacher);

    private PooledTeacher Pool(string way, int? perMinute, Reply? reply = null) =>
        new([new PoolMember(way, new ScriptedTeacher(_ => reply ?? ScriptedTeacher.Fine)) { Way = way, RequestsPerMinute = perMinute }], Usual, _time, new PoolHooks { Limits = _limits });
}
