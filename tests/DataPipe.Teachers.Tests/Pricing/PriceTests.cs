using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Tests.Pricing;

public sealed class PriceTests
{
    private static readonly TeacherIdentity OpenAi = new("openai", "gpt-4o", "api.openai.com", false, "v1");

    [Fact]
    public void Every_line_of_the_list_has_a_source_a_day_and_sensible_prices() => Assert.All(PriceTable.Lines, line =>
    {
        Assert.True(Uri.TryCreate(line.Source, UriKind.Absolute, out var source) && source.Scheme == "https");
        Assert.True(line.AsOf.Year >= 2025 && line.MaxOutputTokens >= 1_024);
        var price = line.Price;
        Assert.True(price.CachedInput < price.Input && price.Input < price.Output && price.BatchInput * 2 == price.Input && price.BatchOutput * 2 == price.Output);
        Assert.True(price.CacheWriteInput is null || price.CacheWriteInput > price.Input);
    });

    [Theory]
    [InlineData("gpt-4o", 2.5)]
    [InlineData("gpt-4o-2024-08-06", 2.5)]
    [InlineData("gpt-4o-mini-2024-07-18", 0.15)]
    [InlineData("gpt-4o-audio-preview", null)]
    [InlineData("gpt-99", null)]
    public void A_version_of_a_model_costs_what_the_model_costs_and_an_unknown_one_is_unknown(string model, double? input) =>
        Assert.Equal((decimal?)input, PriceTable.Of(OpenAi with { Model = model }, null).Price?.Input);

    [Fact]
    public void A_list_price_holds_at_the_providers_own_endpoint_only()
    {
        Assert.NotNull(PriceTable.Of(new TeacherIdentity("anthropic", "claude-sonnet-4-5-20250929", "api.anthropic.com", false, "v1"), null).Price);
        Assert.Null(PriceTable.Of(OpenAi with { EndpointHost = "127.0.0.1:8000" }, null).Price);
        Assert.Equal(0, PriceTable.Of(new TeacherIdentity("simulated", "simulated-1", "in-process", true, "1"), null).Price?.Input);
    }

    [Fact]
    public void Options_go_above_the_list()
    {
        var known = PriceTable.Of(OpenAi, new PriceOptions { Input = 1, Output = 2, Currency = "EUR" });
        Assert.Equal((new ModelPrice("EUR", 1, 2), 16_384, "options"), (known.Price, known.MaxOutputTokens, known.Source));
        var bounded = PriceTable.Of(OpenAi, new PriceOptions { MaxOutputTokens = 100 });
        Assert.Equal((2.5m, 100), (bounded.Price!.Input, bounded.MaxOutputTokens));
    }

    public static TheoryData<PriceOptions> Wrong => new()
    {
        new PriceOptions { Input = 1 }, new PriceOptions { Output = 1 }, new PriceOptions { CachedInput = 1 }, new PriceOptions { Input = -1, Output = 1 },
        new PriceOptions { Input = 1, Output = 1, Currency = "euro" }, new PriceOptions { MaxOutputTokens = 0 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Half_a_price_is_a_mistake(PriceOptions options) =>
        Assert.Equal("Price", Assert.Throws<TeacherConfigurationException>(() => PriceTable.Of(OpenAi, options)).Option);

    [Fact]
    public void Cached_written_and_batched_tokens_have_prices_of_their_own()
    {
        var price = new ModelPrice("USD", 10, 30) { CachedInput = 1, CacheWriteInput = 12, BatchInput = 5, BatchOutput = 15 };
        var usage = new Usage(1_000_000, 1_000_000, 300_000) { CacheWriteInputTokens = 200_000 };
        Assert.Equal(5m + 0.3m + 2.4m + 30m, price.Of(usage, inBatch: false));
        Assert.Equal(2.5m + 0.3m + 2.4m + 15m, price.Of(usage, inBatch: true));
        Assert.Equal(40m, new ModelPrice("USD", 10, 30).Of(usage, inBatch: true));
        Assert.Equal(42m, price.AtMost(1_000_000, 1_000_000, inBatch: false));
    }
}
