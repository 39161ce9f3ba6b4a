using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Tests.Rate;

public sealed class AdaptiveLimiterTests
{
    private const double Minutes = 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static TheoryData<string, int, bool> RequestLimits()
    {
        var data = new TheoryData<string, int, bool>();
        foreach (var kind in (string[])["fixed", "fixed-late", "sliding", "bucket", "small-bucket"])
        {
            foreach (var perMinute in (int[])[10, 60, 600, 6000])
            {
                data.Add(kind, perMinute, true);
                data.Add(kind, perMinute, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RequestLimits))]
    public void A_limit_of_requests_is_used_to_the_full_and_kept(string kind, int perMinute, bool isLearnt)
    {
        var outcome = new ProviderSimulation { Requests = Limit(kind, perMinute), SaysLimits = isLearnt }
            .Run(Limiter(isLearnt ? null : perMinute, null), Minutes * 60);
        Assert.True(outcome.AnsweredPerMinute >= 0.97 * perMinute, $"{outcome}");
        Assert.True(outcome.RefusedFraction < 0.01, $"{outcome}");
    }

    [Theory]
    [InlineData("fixed", false)]
    [InlineData("fixed-late", false)]
    [InlineData("sliding", false)]
    [InlineData("bucket", false)]
    [InlineData("bucket", true)]
    [InlineData("sliding", true)]
    public void A_limit_of_tokens_is_used_to_the_full_and_kept(string kind, bool countsMaxTokens)
    {
        const double PerMinute = 200_000;
        var outcome = new ProviderSimulation { Tokens = Limit(kind, PerMinute), CountsMaxTokens = countsMaxTokens }.Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome.TokensPerMinute >= 0.97 * PerMinute, $"{outcome}");
        Assert.True(outcome.RefusedFraction < 0.01, $"{outcome}");
    }

    [Fact]
    public void The_tighter_of_two_limits_is_the_one_that_is_used_to_the_full()
    {
        var outcome = new ProviderSimulation { Requests = Limit("sliding", 600), Tokens = Limit("bucket", 1_000_000), MaxTokens = null }
            .Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome is { AnsweredPerMinute: >= 0.97 * 600, RefusedFraction: < 0.01 }, $"{outcome}");
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    [InlineData("bucket")]
    public void Refusals_that_no_limit_explains_do_not_hold_others_up(string kind)
    {
        var outcome = new ProviderSimulation { Requests = Limit(kind, 600), StrayRefusalFraction = 0.05 }.Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome.AnsweredPerMinute + (outcome.Stray / outcome.Minutes) >= 0.97 * 600, $"{outcome}");
        Assert.True(outcome.RefusedFraction < 0.01, $"{outcome}");
    }

    [Theory]
    [InlineData("fixed", true)]
    [InlineData("sliding", true)]
    [InlineData("bucket", true)]
    [InlineData("small-bucket", true)]
    [InlineData("bucket", false)]
    [InlineData("small-bucket", false)]
    public void A_limit_that_nobody_states_is_found_by_trying(string kind, bool saysRetryAfter)
    {
        var outcome = new ProviderSimulation { Requests = Limit(kind, 600), SaysLimits = false, SaysRetryAfter = saysRetryAfter }
            .Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome is { AnsweredPerMinute: >= 0.9 * 600, RefusedFraction: < 0.03 }, $"{outcome}");
    }

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0.06, true)]
    [InlineData(0.06, false)]
    [InlineData(0.1, true)]
    public void Refusals_at_random_where_there_is_no_limit_hold_nobody_up(double fraction, bool saysRetryAfter)
    {
        var outcome = new ProviderSimulation { SaysLimits = false, SaysRetryAfter = saysRetryAfter, StrayRefusalFraction = fraction }.Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome.AnsweredPerMinute >= 0.8 * 64 / 0.22 * 60, $"{outcome}");
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("bucket")]
    [InlineData("small-bucket")]
    public void A_limit_that_nobody_states_is_found_among_refusals_at_random(string kind)
    {
        var outcome = new ProviderSimulation { Requests = Limit(kind, 600), SaysLimits = false, StrayRefusalFraction = 0.06 }
            .Run(Limiter(null, null), Minutes * 60);
        Assert.True(outcome is { AnsweredPerMinute: >= 0.75 * 600, RefusedFraction: < 0.1 }, $"{outcome}");
    }

    [Fact]
    public void Few_requests_with_refusals_at_random_do_not_take_long()
    {
        // 200 requests of 220 ms, 8 at a time, take six seconds.
        var outcome = new ProviderSimulation { SaysLimits = false, StrayRefusalFraction = 0.06, LatencySeconds = 0.2 }.Run(new AdaptiveLimiter(null, null, 8, LongestWait), 30);
        Assert.True(outcome.Answered >= 500, $"{outcome}");
    }

    [Fact]
    public void A_limit_that_is_given_too_high_is_corrected_by_what_the_provider_says()
    {
        var outcome = new ProviderSimulation { Requests = Limit("sliding", 600) }.Run(Limiter(60_000, null), Minutes * 60);
        Assert.True(outcome is { AnsweredPerMinute: >= 0.97 * 600, RefusedFraction: < 0.01 }, $"{outcome}");
    }

    [Fact]
    public void A_limit_that_is_given_lower_than_the_providers_holds()
    {
        var outcome = new ProviderSimulation { Requests = Limit("bucket", 6000) }.Run(Limiter(100, null), Minutes * 60);
        Assert.InRange(outcome.AnsweredPerMinute, 97, 100);
    }

    [Fact]
    public void Without_limits_the_whole_concurrency_is_used()
    {
        var outcome = new ProviderSimulation { SaysLimits = false }.Run(Limiter(null, null), 120);
        // 64 under way, each for 20 ms to the server and back at most and 200 ms on average there.
        Assert.True(outcome.AnsweredPerMinute >= 0.95 * 64 / 0.22 * 60, $"{outcome}");
    }

    private static AdaptiveLimiter Limiter(double? requests, double? tokens) => new(requests, tokens, 64, LongestWait);

    private static ProviderLimit Limit(string kind, double perMinute) => kind switch
    {
        "fixed" => new ProviderLimit.FixedWindow(perMinute, 0),
        "fixed-late" => new ProviderLimit.FixedWindow(perMinute, 37.3),
        "sliding" => new ProviderLimit.SlidingWindow(perMinute),
        "bucket" => new ProviderLimit.Bucket(perMinute, 60),
        "small-bucket" => new ProviderLimit.Bucket(perMinute, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
