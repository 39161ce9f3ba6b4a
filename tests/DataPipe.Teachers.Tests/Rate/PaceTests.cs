using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Tests.Rate;

public sealed class PaceTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    public void Without_a_limit_nothing_waits()
    {
        var pace = new Pace(null);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(0, pace.ReadyAt(0, 1));
            pace.Take(0, 1);
        }
    }

    [Fact]
    public void Requests_are_spread_over_the_minute()
    {
        var pace = new Pace(60);
        var now = 0L;
        var largest = 0L;
        for (var i = 0; i < 600; i++)
        {
            var ready = pace.ReadyAt(now, 1);
            largest = Math.Max(largest, ready - now);
            now = ready;
            pace.Take(now, 1);
        }

        // What may be caught up at the start is missing at the end of the first minute.
        Assert.InRange(largest / (double)Second, 1, 1.6);
        Assert.InRange(now / (double)Second, 595, 607);
    }

    [Fact]
    public void What_was_missed_for_long_is_not_caught_up_at_once()
    {
        var pace = new Pace(6000);
        pace.Take(0, 1);
        var now = 30 * Second;
        var burst = 0;
        for (; pace.ReadyAt(now, 1) == now; burst++)
            pace.Take(now, 1);
        Assert.InRange(burst, 40, 60);
    }

    [Fact]
    public void What_others_took_of_the_same_key_is_left_to_them()
    {
        var pace = new Pace(null);
        pace.Take(0, 1);
        pace.Learn(Second, 600, 3, TimeSpan.FromSeconds(20), pace.Taken);
        var now = 2 * Second;
        var taken = 0;
        for (; now < 20 * Second; now += Second / 2)
        {
            if (pace.ReadyAt(now, 1) > now)
                continue;
            pace.Take(now, 1);
            taken++;
        }

        Assert.Equal(3, taken);
        Assert.Equal(22 * Second, pace.ReadyAt(22 * Second, 1));
    }

    [Fact]
    public void A_limit_of_a_whole_day_is_not_spread_over_a_minute()
    {
        var pace = new Pace(null);
        pace.Take(0, 1);
        pace.Learn(Second, 14_400, 14_300, TimeSpan.FromSeconds(600), pace.Taken);
        Assert.Null(pace.LimitPerMinute);
        Assert.Equal(2 * Second, pace.ReadyAt(2 * Second, 1));
    }

    [Fact]
    public void A_request_larger_than_the_limit_goes_alone()
    {
        var pace = new Pace(1000);
        Assert.Equal(0, pace.ReadyAt(0, 5000));
        pace.Take(0, 5000);
        Assert.InRange(pace.ReadyAt(Second, 1) / (double)Second, 300, 310);
    }

    [Fact]
    public void Tokens_that_were_not_used_are_given_back()
    {
        var pace = new Pace(60_000);
        pace.Take(0, 30_000);
        Assert.InRange(pace.ReadyAt(Second, 1) / (double)Second, 29, 31);
        pace.Correct(0, Second, -29_000);
        Assert.Equal(Second, pace.ReadyAt(Second, 1));
    }
}
