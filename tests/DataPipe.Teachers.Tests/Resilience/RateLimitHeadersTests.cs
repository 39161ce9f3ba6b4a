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
    public void The_most_explicit_word_on_waiting_wins(string headers, double seconds)
    {
        string? Header(string name) => headers.Split(';').Select(header => header.Split('=')).FirstOrDefault(pair => pair[0] == name)?[1];
        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimitHeaders.Wait(Header, Now, RateLimitHeaders.Limits(Header, Now)));
    }

    [Fact]
    public void Headers_that_say_nothing_give_nothing()
    {
        Assert.Null(RateLimitHeaders.Limits(_ => null, Now));
        Assert.Null(RateLimitHeaders.Limits(_ => "many", Now));
        Assert.Null(RateLimitHeaders.Wait(_ => null, Now, null));
    }
}
