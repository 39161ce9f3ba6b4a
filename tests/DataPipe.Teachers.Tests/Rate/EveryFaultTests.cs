using System.Collections.Concurrent;
using System.Globalization;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;
using Xunit.Abstractions;

namespace DataPipe.Teachers.Tests.Rate;

/// <summary>Asks a server at which everything goes wrong at once, under its rate limit. DATAPIPE_LONG_TESTS=1 asks 10,000 times at 600 a minute, which takes some twenty minutes.</summary>
public sealed class EveryFaultTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1";

    [Fact]
    public async Task Every_prompt_gets_its_answer_and_the_limit_is_used_to_the_full()
    {
        var (prompts, perMinute, warmUp) = IsLong ? (10_000, 600, TimeSpan.FromSeconds(10)) : (500, 6000, TimeSpan.FromSeconds(1));
        var options = new TeacherServerOptions
        {
            RequestsPerMinute = perMinute,
            Faults = FaultRate.Parse("all=0.01"),
            LatencyMedian = TimeSpan.FromMilliseconds(100),
            LatencyP95 = TimeSpan.FromMilliseconds(300),
            DripTime = TimeSpan.FromMilliseconds(500),
        };
        await using var server = await TeacherServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        var asked = Asking.Options(server.Endpoint.ToString()) with
        {
            MaxConcurrency = 64,
            MaxAttempts = 12,
            FirstBackoff = TimeSpan.FromMilliseconds(200),
            RequestTimeout = TimeSpan.FromSeconds(3),
        };
        using var provider = new OpenAiTeacher(asked, Asking.Environment, TimeProvider.System);
        var watched = new WatchedTeacher(provider);
        using var teacher = new ResilientTeacher(new PooledTeacher([new PoolMember("server", watched)], asked, TimeProvider.System, new PoolHooks()), asked, TimeProvider.System);

        var replies = await Task.WhenAll(Enumerable.Range(0, prompts).Select(async i =>
        {
            var prompt = Prompt.FromUser(string.Create(CultureInfo.InvariantCulture, $"Why is number {i} what it is?"));
            return await teacher.AskAsync(prompt, CancellationToken.None);
        }));
        Assert.All(replies, reply => Assert.True(reply is Reply.Answered or Reply.Refused, $"{reply}"));

        var sent = watched.Sent.OrderBy(one => one.At).ToArray();
        // While some prompt had not been asked for the first time, there was always something to send.
        var backlogEnd = watched.FirstSentAt.Values.Max();
        var counted = sent.Where(one => one.At - sent[0].At >= warmUp && one.At <= backlogEnd).ToArray();
        var perMinuteSent = counted.Length / (backlogEnd - sent[0].At - warmUp).TotalMinutes;
        var refused = counted.Count(one => one.IsOverLimit);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{replies.Length} prompts, {sent.Length} requests, {perMinuteSent:0} a minute of {perMinute}, {refused} over the limit, {replies.Max(reply => reply.Attempts)} attempts at most"));
        // A server, a client and other tests share this machine's cores: the short run measures roughly.
        Assert.True(perMinuteSent >= (IsLong ? 0.97 : 0.8) * perMinute, $"{perMinuteSent} a minute of {perMinute}");
        Assert.True(refused < 0.01 * counted.Length + (IsLong ? 0 : 3), $"{refused} of {counted.Length} over the limit");
        Assert.Equal(prompts, watched.FirstSentAt.Count);
    }

    [Fact]
    public async Task Refusals_at_random_from_a_server_without_limits_do_not_slow_the_pace()
    {
        var options = new TeacherServerOptions { Faults = [.. FaultRate.Parse("429=0.04"), .. FaultRate.Parse("429-silent=0.04"), .. FaultRate.Parse("500=0.03"), .. FaultRate.Parse("502=0.03")] };
        await using var server = await TeacherServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        var asked = Asking.Options(server.Endpoint.ToString()) with { MaxAttempts = 12, FirstBackoff = TimeSpan.FromMilliseconds(100) };
        var teacher = TeacherFactory.Create(asked, Asking.Environment, TimeProvider.System);
        using var disposal = teacher as IDisposable;
        var startedAt = TimeProvider.System.GetTimestamp();
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            teacher.AskAsync(Prompt.FromUser(string.Create(CultureInfo.InvariantCulture, $"Why is letter {i} where it is?")), CancellationToken.None)));
        var elapsed = TimeProvider.System.GetElapsedTime(startedAt);
        Assert.All(replies, reply => Assert.True(reply is Reply.Answered or Reply.Refused, $"{reply}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"200 prompts in {elapsed.TotalSeconds:0.0} s"));
        // Whoever is refused waits a second, and the first three who are hold up all. One refusal after another would take a minute and more.
        Assert.True(elapsed < TimeSpan.FromSeconds(20), $"{elapsed}");
    }

    private sealed class WatchedTeacher(ITeacher inner) : ITeacher
    {
        public ConcurrentBag<(TimeSpan At, bool IsOverLimit)> Sent { get; } = [];

        public ConcurrentDictionary<Prompt, TimeSpan> FirstSentAt { get; } = new(ReferenceEqualityComparer.Instance);

        public TeacherIdentity Identity => inner.Identity;

        public string Id => inner.Id;

        public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
        {
            var at = TimeProvider.System.GetElapsedTime(0);
            FirstSentAt.TryAdd(prompt, at);
            var isOver = false;
            try
            {
                var reply = await inner.AskAsync(prompt, cancellation);
                isOver = reply is Reply.Failed { Kind: FailureKind.RateLimited } failed && failed.Message.StartsWith("Rate limit of", StringComparison.Ordinal);
                return reply;
            }
            finally
            {
                Sent.Add((at, isOver));
            }
        }
    }
}
