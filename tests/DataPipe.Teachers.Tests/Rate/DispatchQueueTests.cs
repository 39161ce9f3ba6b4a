using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Tests.Rate;

public sealed class DispatchQueueTests
{
    private static readonly RequestSize Small = new(100, 1, 10);
    private static readonly Reply.Failed Slow = new(FailureKind.RateLimited, "slow") { Status = 429, RetryAfter = TimeSpan.FromSeconds(5) };

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Requests_go_in_the_order_they_came()
    {
        using var queue = Queue(60);
        var entering = Enumerable.Range(0, 20).Select(_ => ServeAsync()).ToArray();
        await _time.DriveAsync(Task.WhenAll(entering), TimeSpan.FromMinutes(2));
        var starts = entering.Select(one => one.Result).ToArray();
        Assert.Equal(starts.Order().Distinct(), starts);

        async Task<long> ServeAsync()
        {
            var admission = (await queue.EnterAsync(Small, null, CancellationToken.None))!;
            queue.Leave(admission, ScriptedTeacher.Fine);
            return admission.StartedAt;
        }
    }

    [Fact]
    public async Task One_who_cancels_leaves_the_queue_and_holds_nobody_up()
    {
        using var queue = Queue(60);
        queue.Leave((await queue.EnterAsync(Small, null, CancellationToken.None))!, ScriptedTeacher.Fine);
        using var source = new CancellationTokenSource();
        var huge = queue.EnterAsync(Small, null, source.Token).AsTask();
        var next = queue.EnterAsync(Small, null, CancellationToken.None).AsTask();
        Assert.Equal(2, queue.Waiting);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => huge);
        Assert.Equal(1, queue.Waiting);
        var waits = await _time.DriveAsync(next, TimeSpan.FromMinutes(1));
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 0.5, 1.1);
        Assert.NotNull(await next);
    }

    [Fact]
    public async Task A_refusal_holds_all_back_as_long_as_the_provider_asks()
    {
        using var queue = Queue(null);
        queue.Leave((await queue.EnterAsync(Small, null, CancellationToken.None))!, Slow);
        var next = queue.EnterAsync(Small, null, CancellationToken.None).AsTask();
        var waits = await _time.DriveAsync(next, TimeSpan.FromMinutes(1));
        Assert.InRange(waits.Sum(wait => wait.TotalSeconds), 5, 13);
    }

    [Fact]
    public async Task The_first_request_goes_alone_and_the_others_follow_its_answer()
    {
        using var queue = Queue(null);
        var first = await queue.EnterAsync(Small, null, CancellationToken.None);
        var others = Enumerable.Range(0, 3).Select(_ => queue.EnterAsync(Small, null, CancellationToken.None).AsTask()).ToArray();
        Assert.Equal(3, queue.Waiting);
        queue.Leave(first!, ScriptedTeacher.Fine);
        Assert.Equal(1, queue.Waiting);
        queue.Leave((await others[0])!, ScriptedTeacher.Fine);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Nobody_waits_on_a_queue_that_is_gone()
    {
        var queue = Queue(60);
        _ = await queue.EnterAsync(Small, null, CancellationToken.None);
        var waiting = queue.EnterAsync(Small, null, CancellationToken.None).AsTask();
        queue.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.EnterAsync(Small, null, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Under_load_no_one_is_forgotten_and_no_more_are_under_way_than_allowed()
    {
        const int Most = 16;
        Lane[] lanes = [Lane("a", 60_000, Most), Lane("b", null, Most), Lane("c", 30_000, Most)];
        using var queue = new DispatchQueue(lanes, Most, TimeProvider.System);
        int underWay = 0, most = 0, served = 0, cancelled = 0;

        await Task.WhenAll(Enumerable.Range(0, 8000).Select(i => Task.Run(() => OneAsync(i))));
        Assert.Equal(8000, served + cancelled);
        Assert.Equal(0, queue.Waiting);
        Assert.InRange(most, 2, Most);
        Assert.True(cancelled is > 100 and < 4000, $"{cancelled} cancelled");

        // The queue is as good as new: nothing that was cancelled or given up holds a place.
        for (var i = 0; i < 100; i++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            queue.Leave((await queue.EnterAsync(Small, null, soon.Token))!, ScriptedTeacher.Fine);
        }

        async Task OneAsync(int i)
        {
            var chance = new Chance((ulong)i);
            using var source = new CancellationTokenSource();
            if (chance.Hits(0.2))
                source.CancelAfter(chance.Below(200));
            Admission? admission;
            try
            {
                admission = await queue.EnterAsync(Small, chance.Hits(0.1) ? lanes[chance.Below(3)] : null, source.Token);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
                return;
            }

            var now = Interlocked.Increment(ref underWay);
            for (var seen = Volatile.Read(ref most); now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = Volatile.Read(ref most))
            {
            }

            await Task.Yield();
            Interlocked.Increment(ref served);
            Interlocked.Decrement(ref underWay);
            if (chance.Hits(0.1))
                queue.GiveUp(admission!);
            else
                queue.Leave(admission!, ScriptedTeacher.Fine);
        }
    }

    private static Lane Lane(string name, int? perMinute, int most) => new(name, new AdaptiveLimiter(perMinute, null, most, TimeSpan.FromMinutes(5)));

    private DispatchQueue Queue(int? perMinute) => new([Lane("only", perMinute, 8)], 8, _time);
}
