using System.Text;
using DataPipe.Text.Hashing;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Hashing;

public class HashingTests
{
    // The specification's sanity buffer: byte i is the top byte of a generator that starts at the prime 2654435761 and squares on.
    private static byte[] SanityBuffer(int length)
    {
        var buffer = new byte[length];
        ulong generator = 2654435761;
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 56);
            generator *= 11400714785074694797;
        }
        return buffer;
    }

    [Theory]
    [InlineData(0, 0UL, 0xEF46DB3751D8E999)]
    [InlineData(0, 2654435761UL, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0UL, 0xE934A84ADB052768)]
    [InlineData(1, 2654435761UL, 0x5014607643A9B4C3)]
    [InlineData(4, 0UL, 0x9136A0DCA57457EE)]
    [InlineData(14, 0UL, 0x8282DCC4994E35C8)]
    [InlineData(14, 2654435761UL, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0UL, 0xB641AE8CB691C174)]
    [InlineData(222, 2654435761UL, 0x20CB8AB7AE10C14A)]
    public void XxHash64_gives_the_vectors_of_its_specification(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, XxHash64.Hash(SanityBuffer(length), seed));

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    public void XxHash64_gives_the_well_known_values_of_short_strings(string text, ulong expected) =>
        Assert.Equal(expected, XxHash64.Hash(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Mixing_is_the_finaliser_of_splitmix64() => Assert.Equal(0xE220A8397B1DCDAFUL, Mix64.Of(Mix64.Golden)); // the first number of the stream with seed 0

    [Fact]
    public void Combining_depends_on_the_order() =>
        Prop.ForAll<ulong, ulong>((a, b) => a == b || Mix64.Combine(a, b) != Mix64.Combine(b, a)).Holds();

    [Fact]
    public void Chance_lies_between_zero_and_one_and_spreads_evenly()
    {
        var tenths = new int[10];
        for (ulong i = 0; i < 100_000; i++) tenths[(int)(Mix64.ToUnitInterval(Mix64.Combine(i, 7)) * 10)]++;
        Assert.All(tenths, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Content_hash_reads_what_it_writes() =>
        Prop.ForAll<byte[]>(bytes => ContentHash.Parse(ContentHash.Of(bytes).ToString()) == ContentHash.Of(bytes)).Holds();

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("+123456789abcdef0123456789abcdef")]
    public void Content_hash_refuses_what_is_not_32_hexadecimal_digits(string text) => Assert.Throws<FormatException>(() => ContentHash.Parse(text));

    [Fact]
    public void Content_hashes_sort_by_high_word_then_low_word()
    {
        ContentHash a = new(1, 9), b = new(2, 0), c = new(2, 1);
        Assert.True(a < b && b < c && c > a && a <= b && c >= b);
        Assert.Equal("00000000000000010000000000000009", a.ToString());
    }

    [Fact]
    public void Hash_set_keeps_counts_and_first_positions_through_resets()
    {
        var set = new HashSet64();
        for (var round = 0; round < 3; round++)
        {
            set.Reset(5000);
            var counts = new Dictionary<ulong, (int Count, int First)>();
            for (var i = 0; i < 5000; i++)
            {
                var hash = Mix64.Of((ulong)(i * 7 % (900 + round)));
                var expected = counts[hash] = counts.TryGetValue(hash, out var known) ? (known.Count + 1, known.First) : (1, i);
                Assert.Equal(expected.Count, set.Count(hash, i, out var first));
                Assert.Equal(expected.First, first);
            }
            set.Reset(10);
            Assert.True(set.Add(0));
            Assert.False(set.Add(0));
        }
    }
}
