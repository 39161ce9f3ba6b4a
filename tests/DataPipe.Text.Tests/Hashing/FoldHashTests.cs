using System.Buffers.Binary;
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

        Assert.InRange(flipped.Sum() / (double)Flips, 31.5, 32.5);
        Assert.All(flipped, f => Assert.InRange(f / (double)Flips, 0.45, 0.55));
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
                Assert.InRange(counts.Sum(c => (c - mean) * (c - mean) / mean), 0, 65_535 + 6 * 362);
            }
        }
    }

    // The definition, with arithmetic of 128 bits and no tricks of reading.
    private static ulong Plain(ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (FoldHash.First, FoldHash.Second);
        if (bytes.Length > 256) return XxHash64.Hash(bytes, FoldHash.Seed);
        var hash = FoldHash.Seed ^ (ulong)bytes.Length;
        if (bytes.Length < 8)
        {
            ulong value = 0;
            if (bytes.Length >= 4)
                for (var i = 0; i < 8; i++) value |= (ulong)bytes[i < 4 ? i : bytes.Length - 8 + i] << (8 * i);
            else if (bytes.Length > 0)
                value = bytes[0] | (ulong)bytes[bytes.Length / 2] << 8 | (ulong)bytes[^1] << 16;
            return Fold(Fold(value ^ first, hash ^ second), hash ^ first);
        }

        var rest = bytes;
        for (; rest.Length > 16; rest = rest[16..]) hash = Fold(Word(rest) ^ first, Word(rest[8..]) ^ hash);
        var last = Word(bytes[^8..]);
        return rest.Length <= 8 ? Fold(Fold(last ^ first, hash ^ second), hash ^ first) : Fold(Fold(Word(rest) ^ first, last ^ hash), hash ^ second);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Fold(ulong left, ulong right)
    {
        var product = (UInt128)left * right;
        return (ulong)(product >> 64) ^ (ulong)product;
    }
}
