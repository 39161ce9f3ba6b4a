using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.Hashing;

public class FoldHashTests
{
    [Fact]
    public void Every_length_and_place_gives_what_the_plain_definition_does()
    {
        var bytes = new byte[700];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= 300; length++)
            for (var start = 0; start < 17; start++)
                Assert.Equal(Plain(bytes.AsSpan(start, length)), FoldHash.Of(bytes.AsSpan(start, length)));
        foreach (var length in (int[])[0, 1, 7, 8, 16, 17, 255, 256, 257])
            foreach (var value in (byte[])[0, 0x20, 0xFF])
            {
                var same = Enumerable.Repeat(value, length).ToArray();
                Assert.Equal(Plain(same), FoldHash.Of(same));
            }
    }

    [Fact]
    public void What_lies_around_the_bytes_counts_for_nothing()
    {
        var random = new Random(2);
        for (var length = 0; length <= 260; length++)
        {
            var (one, other) = (new byte[length + 64], new byte[length + 64]);
            random.NextBytes(one);
            random.NextBytes(other);
            one.AsSpan(32, length).CopyTo(other.AsSpan(32));
            Assert.Equal(FoldHash.Of(one.AsSpan(32, length)), FoldHash.Of(other.AsSpan(32, length)));
        }
    }

    // 40,000 flips a length: the mean of a fair coin over 64 bits is within 0.1 of 32 in all but one case in many millions; what a bit does to each other bit varies more.
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(41)]
    [InlineData(200)]
    [InlineData(300)]
    public void A_bit_that_changes_changes_half_of_the_hash(int length)
    {
        const int Flips = 40_000;
        var random = new Random(length);
        var bytes = new byte[length];
        var flipped = new int[64];
        for (var i = 0; i < Flips; i++)
        {
            random.NextBytes(bytes);
            var before = FoldHash.Of(bytes);
            bytes[random.Next(length)] ^= (byte)(1 << random.Next(8));
            var changed = before ^ FoldHash.Of(bytes);
            for (var bit = 0; bit < 64; bit++) flipped[bit] += (int)(changed >> bit & 1);
        }

        // Texts below eight bytes are multiplied once: enough for tables, and not quite a fair coin.
        Assert.InRange(flipped.Sum() / (double)Flips, length < 8 ? 27 : 31.5, 32.5);
        Assert.All(flipped, f => Assert.InRange(f / (double)Flips, length < 8 ? 0.2 : 0.45, length < 8 ? 0.8 : 0.55));
    }

    [Fact]
    public void Texts_that_are_much_alike_do_not_collide_and_spread_over_the_bits_that_tables_use()
    {
        const int Count = 400_000, Bits = 16;
        Func<int, string>[] kinds = [i => $"{i}", i => $"a line with the number {i} and more behind it", i => $"{i} stands at the front of a longer line of text", i => new string('a', i % 250) + i / 250, i => $"\0{(char)(i & 0xFF)}{(char)(i >> 8 & 0xFF)}{(char)(i >> 16)}"];
        foreach (var kind in kinds)
        {
            HashSet<ulong> hashes = [];
            HashSet<string> texts = [];
            var (low, high) = (new int[1 << Bits], new int[1 << Bits]);
            for (var i = 0; i < Count; i++)
            {
                var text = kind(i);
                if (!texts.Add(text)) continue;
                var hash = FoldHash.Of(Encoding.Latin1.GetBytes(text));
                Assert.True(hashes.Add(hash), text);
                low[hash & ((1 << Bits) - 1)]++;
                high[hash >> (64 - Bits)]++;
            }

            // Chi-square of 65,535 degrees of freedom: 65,535 plus or minus 362, six of these at most; texts that differ by a number may spread more evenly than chance.
            foreach (var counts in (int[][])[low, high])
            {
                var mean = texts.Count / (double)counts.Length;
                Assert.InRange(counts.Sum(c => (c - mean) * (c - mean) / mean), 0, texts.Max(t => t.Length) < 8 ? 2 * 65_535 : 65_535 + 6 * 362); // the one multiplication of short ones again
            }
        }
    }

    // The definition, with arithmetic of 128 bits and no tricks of reading.
    private static ulong Plain(ReadOnlySpan<byte> bytes)
    {
        const ulong Seed = 0x9E3779B97F4A7C15, First = 0xA0761D6478BD642F, Second = 0xE7037ED1A0B428DB;
        if (bytes.Length > 256) return XxHash64.Hash(bytes);
        var hash = Seed ^ (ulong)bytes.Length;
        if (bytes.Length < 8)
        {
            var value = BigInteger.Zero;
            foreach (var b in bytes) value = value * 256 + b;
            return Fold((ulong)value ^ First, unchecked(hash * Second) ^ First);
        }

        var rest = bytes;
        for (; rest.Length > 16; rest = rest[16..]) hash = Fold(Word(rest) ^ First, Word(rest[8..]) ^ hash);
        var last = Word(bytes[^8..]);
        return rest.Length <= 8 ? Fold(Fold(last ^ First, hash ^ Second), hash ^ First) : Fold(Fold(Word(rest) ^ First, last ^ hash), hash ^ Second);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Fold(ulong left, ulong right)
    {
        var product = (UInt128)left * right;
        return (ulong)(product >> 64) ^ (ulong)product;
    }
}
