using System.Numerics;

namespace DataPipe.Compression.Gzip;

/// <summary>
/// A canonical Huffman code of deflate as a look-up table: the first level is indexed by the next <c>bits</c> bits of input, longer codes go on in
/// second-level tables of one common width. An entry says everything about its symbol:
/// bits 0-7 code and extra bits together, bits 8-11 code bits, bits 12-15 flags, bits 16-30 value, bit 31 literal.
/// </summary>
internal sealed class HuffmanTable(int bits, int symbols)
{
    /// <summary>A literal byte, its value in bits 16-23.</summary>
    public const uint Literal = 1u << 31;

    /// <summary>Neither a literal nor a length or distance: one of the three flags below says what.</summary>
    public const uint Exceptional = 1u << 15;

    /// <summary>A second-level table begins at the index in bits 16-30; bits 0-7 hold its index width.</summary>
    public const uint Deeper = 1u << 14;

    /// <summary>The end of the block.</summary>
    public const uint EndOfBlock = 1u << 13;

    /// <summary>No symbol has this code.</summary>
    public const uint Invalid = Exceptional | 1u << 12;

    private const int MaxCodeBits = 15;

    // A first-level slot that goes deeper covers at least two codes, hence the bound on second-level tables.
    private readonly uint[] _entries = new uint[(1 << bits) + (symbols / 2 << (MaxCodeBits - Math.Min(bits, MaxCodeBits)))];
    private readonly ushort[] _sorted = new ushort[symbols];

    /// <summary>The number of bits that index the first level.</summary>
    public int Bits => bits;

    /// <summary>First level, then the second-level tables.</summary>
    public uint[] Entries => _entries;

    /// <summary>
    /// Builds the table from the code length of each symbol (0: unused, at most 15) and the entry of each symbol without its code length.
    /// False when the lengths make no prefix code, or an incomplete one; a lone code of one bit, and none at all, pass when <paramref name="allowLone"/>.
    /// </summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> symbolEntries, bool allowLone)
    {
        Span<int> counts = stackalloc int[MaxCodeBits + 1];
        counts.Clear();
        foreach (var length in lengths) counts[length]++;
        var used = lengths.Length - counts[0];
        var free = 1;
        for (var length = 1; length <= MaxCodeBits; length++)
        {
            free = free * 2 - counts[length];
            if (free < 0) return false;
        }
        if (free > 0)
        {
            if (!allowLone || used > 1 || (used == 1 && counts[1] == 0)) return false;
            _entries.AsSpan(0, 1 << bits).Fill(Invalid);
            if (used == 0) return true;
        }

        Span<int> next = stackalloc int[MaxCodeBits + 2];
        next[1] = 0;
        for (var length = 1; length <= MaxCodeBits; length++) next[length + 1] = next[length] + counts[length];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] != 0) _sorted[next[lengths[symbol]]++] = (ushort)symbol;

        Fill(counts, symbolEntries);
        return true;
    }

    private void Fill(ReadOnlySpan<int> counts, ReadOnlySpan<uint> symbolEntries)
    {
        var entries = _entries;
        var code = 0; // bit-reversed: deflate sends the first bit of a code in the lowest place
        var at = 0;
        for (var length = 1; length <= bits; length++)
        {
            for (var n = counts[length]; n > 0; n--)
            {
                entries[code] = symbolEntries[_sorted[at++]] + (uint)(length << 8 | length);
                code = Increment(code, length);
            }
            if (length < bits) entries.AsSpan(0, 1 << length).CopyTo(entries.AsSpan(1 << length));
        }

        var deepest = MaxCodeBits;
        while (deepest > bits && counts[deepest] == 0) deepest--;
        if (deepest <= bits) return;
        var width = deepest - bits;
        var end = 1 << bits;
        var start = 0;
        var prefix = -1;
        for (var length = bits + 1; length <= deepest; length++)
        {
            for (var n = counts[length]; n > 0; n--)
            {
                if ((code & ((1 << bits) - 1)) != prefix)
                {
                    prefix = code & ((1 << bits) - 1);
                    start = end;
                    end += 1 << width;
                    entries[prefix] = Exceptional | Deeper | (uint)start << 16 | (uint)width;
                }
                var entry = symbolEntries[_sorted[at++]] + (uint)(length << 8 | length);
                for (var i = code >> bits; i < 1 << width; i += 1 << (length - bits)) entries[start + i] = entry;
                code = Increment(code, length);
            }
        }
    }

    // The next code of the same length, in reversed bits: clear the leading ones, set the zero below them.
    private static int Increment(int code, int length)
    {
        var zeros = ~code & ((1 << length) - 1);
        if (zeros == 0) return 0;
        var bit = 1 << BitOperations.Log2((uint)zeros);
        return (code & (bit - 1)) | bit;
    }
}
