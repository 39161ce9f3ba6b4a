using DataPipe.Text.Hashing;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Hashing;

public class BloomFilterTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.01)]
    [InlineData(0.003)]
    [InlineData(0.0001)]
    public void Strangers_are_mistaken_at_the_stated_rate(double rate)
    {
        const int Keys = 200_000, Strangers = 2_000_000;
        var filter = new BloomFilter(Keys, rate);
        for (var i = 0; i < Keys; i++) filter.Add(Key(i));
        var mistaken = Enumerable.Range(1_000_000_000, Strangers).Count(i => filter.Contains(Key(i)));
        var error = Math.Sqrt(rate * (1 - rate) / Strangers);
        output.WriteLine($"stated {rate}, measured {(double)mistaken / Strangers:G4} of {Strangers} strangers, {filter.Bytes * 8.0 / Keys:F1} bits a key");
        Assert.InRange((double)mistaken / Strangers, 0, rate + 3 * error);
    }

    [Fact]
    public void What_was_added_is_never_forgotten()
    {
        var filter = new BloomFilter(50_000, 0.001);
        for (var i = 0; i < 50_000; i++) filter.Add(Key(i));
        for (var i = 0; i < 50_000; i++) Assert.False(filter.Add(Key(i)));
        Assert.InRange(filter.Count, 50_000 * 0.999, 50_000);
    }

    [Fact]
    public void The_size_follows_from_keys_and_rate()
    {
        // 1.44 log2(1 / p) bits a key with the best number of probes: 9.6 for one in a hundred, 28.8 for one in a million.
        Assert.InRange(BloomFilter.BitsFor(1_000_000, 0.01) / 1e6, 9.58, 9.70);
        Assert.InRange(BloomFilter.BitsFor(1_000_000, 1e-6) / 1e6, 28.7, 28.9);
        Assert.InRange(BloomFilter.CapacityOf(1 << 20, 0.01), 865_000, 876_000);
        Assert.Equal(1, new BloomFilter(1, 0.5).Capacity);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.0)]
    [InlineData(1, 1.0)]
    [InlineData(1, double.NaN)]
    [InlineData(long.MaxValue, 0.1)]
    public void What_cannot_be_is_refused(long keys, double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new BloomFilter(keys, rate));

    private static ContentHash Key(int number) => ContentHash.Of(BitConverter.GetBytes(number));
}
