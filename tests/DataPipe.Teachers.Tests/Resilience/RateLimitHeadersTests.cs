using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Tests.Resilience;

public sealed class RateLimitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after-ms=1500;Retry-After=9", 1.5)]
    [InlineData("Retry-After=9;x-ratelimit-reset-requests=1s", 9)]
    [InlineData("x-ratelimit-remaining-requests=0;x-ratelimit-reset-requests=7s;x-ratelimit-remaining-tokens=50;x-ratelimit-reset-tokens=6m0s", 7)]
    [InlineData("x-ratelimit-remaining-requests=3;x-ratelimit-reset-requests=7s;x-ratelimit-remaining-tokens=0;x-ratelimit-reset-tokens=120ms", 0.12)]
    [InlineData("x-ratelimit-reset-requests=7s;x-ratelimit-reset-tokens=2s", 7)]
    [InlineData("x-ratelimit-reset-tokens=2s", 2)]
    [InlineData("Retry-After=later;x-ratelimit-reset-requests=4s", 4)]
    [InlineData("Retry-After=-1;x-ratelimit-reset-requests=4s", 4)]
    [InlineData("retry-after-ms=soon;Retry-After=3", 3)]
    [InlineData("anthropic-ratelimit-output-tokens-remaining=0;anthropic-ratelimit-output-tokens-reset=2025-01-01T00:00:08Z;anthropic-ratelimit-requests-remaining=3;anthropic-ratelimit-requests-reset=2025-01-01T00:00:59Z", 8)]
    public void The_most_explicit_word_on_waiting_wins(string headers, double seconds)
    {
        string? Header(string name) => headers.Split(';').Select(header => header.Split('=')).FirstOrDefault(pair => pair[0] == name)?[1];
        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimitHeaders.Wait(Header, Now, RateLimitHeaders.Limits(Header, Now)));
    }

    [Fact]
    public void Anthropics_limits_of_prompts_and_answers_go_above_the_combined_one()
    {
        string? Header(string name) => name switch
        {
            "anthropic-ratelimit-requests-limit" => "50",
            "anthropic-ratelimit-requests-remaining" => "49",
            "anthropic-ratelimit-requests-reset" => "2025-01-01T00:00:01Z",
            "anthropic-ratelimit-tokens-limit" => "8000",
            "anthropic-ratelimit-input-tokens-limit" => "40000",
            "anthropic-ratelimit-input-tokens-remaining" => "39000",
            "anthropic-ratelimit-output-tokens-limit" => "8000",
            "anthropic-ratelimit-output-tokens-reset" => "2025-01-01T00:00:03Z",
            _ => null,
        };
        Assert.Equal(
            new RateLimits
            {
                LimitRequests = 50,
                RemainingRequests = 49,
                ResetRequests = TimeSpan.FromSeconds(1),
                LimitInputTokens = 40000,
                RemainingInputTokens = 39000,
                LimitOutputTokens = 8000,
                ResetOutputTokens = TimeSpan.FromSeconds(3),
            },
            RateLimitHeaders.Limits(Header, Now));
    }

    [Fact]
    public void A_limit_by_the_minute_is_read_where_one_by_the_day_stands_beside_it()
    {
        string? Header(string name) => name switch
        {
            "x-ratelimit-limit-tokens-minute" => "60000",
            "x-ratelimit-remaining-tokens-minute" => "59000",
            "x-ratelimit-reset-tokens-minute" => "11.5",
            "x-ratelimit-limit-requests-day" => "14400",
            _ => null,
        };
        Assert.Equal(new RateLimits { LimitTokens = 60000, RemainingTokens = 59000, ResetTokens = TimeSpan.FromSeconds(11.5) }, RateLimitHeaders.Limits(Header, Now));
    }

    [Fact]
    public void Headers_that_say_nothing_give_nothing()
    {
        Assert.Null(RateLimitHeaders.Limits(_ => null, Now));
        Assert.Null(RateLimitHeaders.Limits(_ => "many", Now));
        Assert.Null(RateLimitHeaders.Wait(_ => null, Now, null));
    }
}
