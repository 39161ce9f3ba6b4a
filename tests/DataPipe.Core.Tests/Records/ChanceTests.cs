using DataPipe.Core.Records;

namespace DataPipe.Core.Tests.Records;

public sealed class ChanceTests
{
    // SHA-256 over the seed (8 bytes, little-endian) and the id in UTF-8; the first 8 bytes, little-endian; computed apart.
    [Theory]
    [InlineData("", 0, 0x7a0b81a1f57055afUL)]
    [InlineData("a", 0, 0x6948504a5c8bfed7UL)]
    [InlineData("a", 1, 0xf655a58bc82161aeUL)]
    [InlineData("héllo", -1, 0x02b418e95a39534eUL)]
    [InlineData("https://example.org/", 42, 0x0ebc0786f5855953UL)]
    public void Its_bits_are_the_same_for_ever(string id, long seed, ulong bits)
    {
        Assert.Equal(bits, Chance.Bits(id, seed));
        Assert.Equal((bits >> 11) / 9007199254740992.0, Chance.Of(id, seed));
    }

    [Fact]
    public void It_is_uniform_over_ids()
    {
        const int Ids = 20_000;
        var buckets = new int[20];
        for (var i = 0; i < Ids; i++)
        {
            var chance = Chance.Of($"doc-{i}", 7);
            Assert.InRange(chance, 0, 0.9999999999999999);
            buckets[(int)(chance * buckets.Length)]++;
        }

        // Chi-square with 19 degrees of freedom: above 43.8 once in a thousand.
        var expected = (double)Ids / buckets.Length;
        Assert.InRange(buckets.Sum(b => (b - expected) * (b - expected) / expected), 0, 43.8);
    }

    [Fact]
    public void Seeds_choose_independently()
    {
        // A tenth of the ids by one seed and a tenth by another: a hundredth by both. Standard deviation 14 of 20,000.
        var both = Enumerable.Range(0, 20_000).Count(i => Chance.Of($"doc-{i}", 1) < 0.1 && Chance.Of($"doc-{i}", 2) < 0.1);
        Assert.InRange(both, 200 - 70, 200 + 70);
    }

    [Fact]
    public void Takes_an_id_of_any_length()
    {
        var longer = new string('x', 1_000_000);
        Assert.NotEqual(Chance.Bits(longer, 0), Chance.Bits(longer + "x", 0));
    }
}
