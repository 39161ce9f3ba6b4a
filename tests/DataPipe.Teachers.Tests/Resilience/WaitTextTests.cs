using DataPipe.Teachers.Resilience;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Teachers.Tests.Resilience;

public sealed class WaitTextTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("20", 20)]
    [InlineData(" 0.5 ", 0.5)]
    [InlineData("0", 0)]
    [InlineData("120ms", 0.12)]
    [InlineData("6m0s", 360)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("1d", 86400)]
    [InlineData("500us", 0.0005)]
    [InlineData("Wed, 01 Jan 2025 00:00:30 GMT", 30)]
    [InlineData("Tue, 31 Dec 2024 00:00:00 GMT", 0)]
    [InlineData("999999999999999999999999", 365 * 86400)]
    [InlineData("Wednesday, 01-Jan-25 00:00:30 GMT", 30)]
    [InlineData("Wed Jan  1 00:00:30 2025", 30)]
    [InlineData("2025-01-01T00:01:00Z", 60)]
    [InlineData("2025-01-01T02:01:00.5+02:00", 60.5)]
    [InlineData("2024-12-31T00:00:00Z", 0)]
    [InlineData("1735689605", 5)]
    [InlineData("1735689605500", 5.5)]
    [InlineData("99999999999", 365 * 86400)]
    [InlineData("999999999999", 365 * 86400)]
    public void A_wait_is_read_in_every_form_providers_write(string text, double seconds) =>
        Assert.Equal(seconds, WaitText.Parse(text, Now)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("-1")]
    [InlineData("-1ms")]
    [InlineData("2025-13-01T00:00:00Z")]
    [InlineData("NaN")]
    [InlineData("1.2.3s")]
    [InlineData("5x")]
    [InlineData("s")]
    [InlineData("6m0")]
    [InlineData("Wed, 99 Foo 2025")]
    public void Anything_else_is_no_wait(string? text) => Assert.Null(WaitText.Parse(text, Now));

    [Fact]
    public void No_text_throws_or_gives_a_negative_wait() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => !(WaitText.Parse(text, Now) < TimeSpan.Zero)));
}
